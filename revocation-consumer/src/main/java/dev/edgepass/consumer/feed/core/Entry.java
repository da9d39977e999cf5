package dev.edgepass.consumer.feed.core;

import dev.edgepass.event.ControlEvent;
import org.jspecify.annotations.Nullable;

/**
 * One record of the control log, as the feed takes it.
 *
 * @param position the log's position with this record folded in: its offset plus one
 * @param acceptedAt when the log took it, milliseconds since the epoch
 * @param event null where the record can't be read
 * @param unknownType the type of an event that this build doesn't know; null where it knows the event, or where the record isn't an event at all
 */
public record Entry(
        long position,
        long acceptedAt,
        @Nullable ControlEvent event,
        @Nullable String unknownType) {
    /** An event, or, as null, a record that isn't one. */
    public Entry(long position, long acceptedAt, @Nullable ControlEvent event) {
        this(position, acceptedAt, event, null);
    }

    /** An event of a type that this build doesn't know. */
    public static Entry unknown(long position, long acceptedAt, String type) {
        return new Entry(position, acceptedAt, null, type);
    }

    /** Of the record, in the log. */
    public long offset() {
        return position - 1;
    }
}
