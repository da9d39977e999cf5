package dev.edgepass.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which log of the archive it is: a partition of a topic, by the topic's id, and where its offsets were used again the log that follows (ADR 21).
 *
 * @param topicId Kafka's, 22 characters of base64url
 * @param after the size of the log before it on the same topic; 0 for the first
 */
public record LogName(String topic, int partition, String topicId, long after) {
    private static final Pattern FOLDER =
            Pattern.compile("([a-z.]{1,64})/([0-9]{1,5})/([A-Za-z0-9_-]{22})(?:-([1-9][0-9]{0,18}))?");

    private static final Pattern ORIGIN = Pattern.compile(".+/([^/]+/[^/]+/[^/]+)");

    /** The log of that folder, or empty where it is none's. */
    public static Optional<LogName> parse(String folder) {
        Matcher parts = FOLDER.matcher(folder);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LogName name = new LogName(
                    parts.group(1),
                    Integer.parseInt(parts.group(2)),
                    parts.group(3),
                    parts.group(4) == null ? 0 : Long.parseLong(parts.group(4)));
            return name.folder().equals(folder) ? Optional.of(name) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The log whose checkpoints have that origin, of whatever archive, or empty where it is none's. */
    public static Optional<LogName> ofOrigin(String origin) {
        Matcher parts = ORIGIN.matcher(origin);
        return parts.matches() ? parse(parts.group(1)) : Optional.empty();
    }

    /** Whether {@code name} is one that answers, folders and files give this log. */
    public boolean isNamed(String name) {
        return name.equals(id()) || name.equals(earlierId());
    }

    /** Its part of the keys of its objects. */
    public String folder() {
        return topic + '/' + partition + '/' + epoch();
    }

    /**
     * The origin of its checkpoints.
     *
     * @param archive the archive's name
     */
    public String origin(String archive) {
        return archive + '/' + folder();
    }

    /** The partition's name, and this log's while it is the one that goes on. */
    public String id() {
        return topic + '-' + partition;
    }

    /** This log's alone; its files have it as their name too. */
    public String earlierId() {
        return id() + '.' + epoch();
    }

    private String epoch() {
        return after == 0 ? topicId : topicId + '-' + after;
    }
}
