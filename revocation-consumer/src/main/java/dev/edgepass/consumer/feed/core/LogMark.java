package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;
import org.jspecify.annotations.Nullable;

/**
 * A place of the log by which it is known again: one that was cut and grew again past it has another record there (DESIGN section 4, "Positions").
 *
 * @param position of the record; 0 is no record, so that any log fits
 * @param acceptedAt when the log took it, milliseconds since the epoch; 0 is unknown, so that any record fits
 */
public record LogMark(long position, long acceptedAt) {
    /** The last record that {@code head} has folded in. */
    public static LogMark of(FeedHead head) {
        return new LogMark(head.position(), head.lastRecordAt());
    }

    boolean needsNoRecord() {
        return position == 0 || acceptedAt == 0;
    }

    boolean isAt(Entry entry) {
        return entry.position() == position;
    }

    /**
     * @return why {@code entry}, which {@link #isAt} this place, isn't the record that was there, or null
     */
    public @Nullable String contradiction(Entry entry) {
        return acceptedAt == 0 || acceptedAt == entry.acceptedAt()
                ? null
                : "the log was cut and grew again: its record before position " + position + " was taken at "
                        + entry.acceptedAt() + " (expected: " + acceptedAt + ")";
    }
}
