package dev.edgepass.deadletter;

import dev.edgepass.event.Topics;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record of the log is.
 *
 * @param topic one of {@link #TOPICS}
 */
public record RecordId(String topic, int partition, long offset) {
    /** The topics whose records may be passed over. */
    public static final List<String> TOPICS =
            List.of(Topics.CONTROL, Topics.WORDS, Topics.ISSUANCE, Topics.USAGE, Topics.NOTICES, Topics.PUBLICATIONS);

    private static final Pattern TEXT = Pattern.compile("([a-z.]{1,40})-(\\d{1,4})@(\\d{1,18})");

    /**
     * @throws IllegalArgumentException where our log has no such place
     */
    public RecordId {
        if (!TOPICS.contains(topic) || partition < 0 || partition >= partitions(topic) || offset < 0) {
            throw new IllegalArgumentException("no record of the log is at partition " + partition + ", offset "
                    + offset + " of that topic (expected: one of " + TOPICS + ", with its partitions)");
        }
    }

    private static int partitions(String topic) {
        return switch (topic) {
            case Topics.ISSUANCE -> Topics.ISSUANCE_PARTITIONS;
            case Topics.USAGE -> Topics.USAGE_PARTITIONS;
            default -> 1;
        };
    }

    /** Of {@link #toString()}'s form; empty where it is something else. */
    public static Optional<RecordId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RecordId(
                    matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Such as {@code edgepass.control-0@17}. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
