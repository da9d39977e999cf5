package dev.edgepass.consumer.log;

import org.jspecify.annotations.Nullable;

/** Whether a log is still the one that a projection was made from (docs/revocation.md, "A log that went back"). Stateless. */
public final class LogCheck {
    private LogCheck() {}

    /**
     * @param position how many records of the log are folded in
     * @param end the log's end offset
     * @return why not, in a sentence with both values, or null where all is well
     */
    public static @Nullable String wentBack(String knownTopicId, long position, String topicId, long end) {
        if (!knownTopicId.equals(topicId)) {
            return "the log is another one: topic id " + topicId + " (expected: " + knownTopicId + ")";
        }
        if (end < position) {
            return "the log went back: end offset " + end + " (expected: at least " + position + ")";
        }
        return null;
    }
}
