package dev.edgepass.consumer.log;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records of the control log that are passed over where this build doesn't know their type: the operator's way out of a held position when no build is there that
 * knows it ({@code edgepass.log.pass-over}). A record that the build can read is applied, named or not. Immutable.
 *
 * @param records each by its topic's id, so that a new log isn't meant, and its offset
 */
public record PassOver(Set<Record> records) {
    public static final PassOver NONE = new PassOver(Set.of());

    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9_-]{1,64}):(\\d{1,15})");

    /** Where a record is. */
    public record Record(String topicId, long offset) {}

    public PassOver {
        records = Set.copyOf(records);
    }

    /**
     * @param named each {@code <topic id>:<offset>}
     * @throws IllegalArgumentException where one is something else
     */
    public static PassOver parse(List<String> named) {
        Set<Record> records = new HashSet<>();
        for (String text : named) {
            Matcher matcher = NAMED.matcher(text.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("edgepass.log.pass-over: " + text
                        + " (expected: <topic id>:<offset>, such as q3Zr0aXbTQq1mJc0kYl2Vw:42)");
            }
            records.add(new Record(matcher.group(1), Long.parseLong(matcher.group(2))));
        }
        return new PassOver(records);
    }

    public boolean names(String topicId, long offset) {
        return records.contains(new Record(topicId, offset));
    }
}
