package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.SegmentRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PublisherCore} wants done next. All but {@link StoreSegment} are done one at a time, each answered before the next is asked for; a segment is
 * stored beside them, since a slow KV mustn't hold up a head.
 */
public sealed interface Step {
    /** Read the head object; answer {@code headRead} or {@code headUnread}. */
    record ReadHead() implements Step {}

    /** Read these segments and check their hashes; answer {@code segmentsLoaded}, {@code segmentsUnread} or {@code segmentsLost}. */
    record LoadSegments(List<SegmentRef> segments) implements Step {}

    /** Ask the broker for the control topic's end offset and id, by a round trip now; answer {@code logEnd} or {@code logEndUnknown}. */
    record AskLogEnd() implements Step {}

    /** Read the log from this position on; no answer. */
    record Seek(long position) implements Step {}

    /** Wait for records of the log, at most this long; answer {@code entries}, if any. */
    record Poll(long maxMillis) implements Step {}

    /** Nothing to do, and nothing to read, for this long. */
    record Pause(long millis) implements Step {}

    /**
     * Store a segment under its hash, in R2 where {@code toR2} and in KV; answer {@code segmentStored} whenever it's done. {@code bytes} isn't written to.
     */
    record StoreSegment(SegmentRef segment, byte[] bytes, boolean toR2) implements Step {}

    /**
     * Write the head where the object still has the ETag {@code ifMatch}, or where there is none yet if that is null; answer {@code headWritten},
     * {@code headRefused} or {@code headUnanswered}.
     */
    record WriteHead(String compact, @Nullable String ifMatch) implements Step {}

    /** Publishing has ended; only a person can go on. */
    record Halt(String reason) implements Step {}
}
