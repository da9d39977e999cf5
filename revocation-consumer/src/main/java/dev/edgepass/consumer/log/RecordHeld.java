package dev.edgepass.consumer.log;

import dev.edgepass.event.Topics;

/**
 * A record of the control log is of a type that this build doesn't know: nothing after it is folded until a build that knows it is started, or
 * {@link PassOver} names it.
 */
public final class RecordHeld extends RuntimeException {
    private final long offset;

    public RecordHeld(String topicId, long offset, String type) {
        super(reason(topicId, offset, type));
        this.offset = offset;
    }

    /** Of the record, in the control log. */
    public long offset() {
        return offset;
    }

    /** The event and the ways out, for an operator. */
    public static String reason(String topicId, long offset, String type) {
        return "held at offset " + offset + " of " + Topics.CONTROL + ": this build doesn't know the type " + type
                + ". Upgrade the consumer, or pass over that record with edgepass.log.pass-over=" + topicId + ":"
                + offset
                + " (docs/upgrade.md)";
    }
}
