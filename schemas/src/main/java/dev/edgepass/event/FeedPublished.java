package dev.edgepass.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The publications topic's event: heads of one tenure, and when each was in R2 (docs/feed.md). Heartbeats that raised nothing are left out, so {@code after} and
 * {@code through} say of which heads this speaks. It is written at least once, maybe with more heads the second time, and after a later publisher's: its readers
 * don't rely on the order.
 *
 * @param publisher its name in the lease
 * @param topicId of the control log, whose positions these are
 * @param term of all heads here
 * @param after the head that the first one here replaced in R2; null where R2 had none
 * @param through sequence of the last head that this speaks of
 * @param heads by sequence: the first of the term, and each that raised the position
 * @param notInForce offsets of records that these heads passed over: their positions are published, and what they say isn't in force
 * @param clockAhead milliseconds by which the publisher's clock was ahead of R2's, beyond the second to which R2's date is cut; negative where it was behind
 */
public record FeedPublished(
        String publisher,
        String topicId,
        long term,
        @Nullable Replaced after,
        long through,
        List<Head> heads,
        List<Long> notInForce,
        long clockAhead)
        implements EdgepassEvent {
    public FeedPublished {
        Objects.requireNonNull(publisher, "publisher");
        Objects.requireNonNull(topicId, "topicId");
        heads = heads == null ? List.of() : List.copyOf(heads);
        notInForce = notInForce == null ? List.of() : List.copyOf(notInForce);
    }

    /**
     * A head that another one replaced in R2.
     *
     * @param writtenAt R2's {@code Last-Modified}, milliseconds since the epoch and cut to a second, where the publisher found that head; 0 where it wrote it itself
     */
    public record Replaced(
            long term,
            long sequence,
            long position,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long writtenAt) {
        /** Whether it was found, and not written by the publisher itself. */
        public boolean isFound() {
            return writtenAt != 0;
        }
    }

    /**
     * A head that raised the position; it may stand for several in a row, of which it is the last, and then has the first one's {@code sentAt}. Times are milliseconds
     * since the epoch by the publisher's clock.
     *
     * @param sentAt no position since the head before was in R2 before: the write began then
     * @param storedBy the position was in R2 by then: the acknowledgement had come
     */
    public record Head(long sequence, long position, long sentAt, long storedBy) {}
}
