package dev.edgepass.consumer.log;

import dev.edgepass.feed.FeedHead;
import org.jspecify.annotations.Nullable;

/**
 * A record by which a log's identity is verified: a log that was cut and grew again past it has another record there (docs/feed.md). Immutable.
 *
 * @param position of the record, one past its offset; 0 is no record, so that any log fits
 * @param acceptedAt when the log took it, milliseconds since the epoch; 0 is unknown, so that any record fits
 */
public record LogMark(long position, long acceptedAt) {
    /** The last record that {@code head} has folded in. */
    public static LogMark of(FeedHead head) {
        return new LogMark(head.position(), head.lastRecordAt());
    }

    /** Whether any log fits. */
    public boolean needsNoRecord() {
        return position == 0 || acceptedAt == 0;
    }

    /** Whether this is the position of the mark's record. */
    public boolean isAt(long otherPosition) {
        return position == otherPosition;
    }

    /**
     * @param recordAcceptedAt when the log took the record that it has at this position now, milliseconds since the epoch
     * @return why that isn't the record which was there, or null
     */
    public @Nullable String contradiction(long recordAcceptedAt) {
        return acceptedAt == 0 || acceptedAt == recordAcceptedAt
                ? null
                : "the log was cut and grew again: its record before position " + position + " was taken at "
                        + recordAcceptedAt + " (expected: " + acceptedAt + ")";
    }
}
