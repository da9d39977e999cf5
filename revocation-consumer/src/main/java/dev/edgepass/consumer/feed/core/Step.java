package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.SegmentRef;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order of {@link PublisherCore} to its driver. All but {@link StoreSegment}, {@link SweepSegments} and {@link MirrorSegment} are done one at a time, each
 * answered before the next is asked for. Those are begun and answered whenever they are done, in any order, on an executor for R2 and one for KV: a slow store mustn't hold up a head,
 * nor a slow KV a store. At most one of each kind is under way in a tenure; an answer that comes after the tenure's end is ignored.
 */
public sealed interface Step {
    /** Read the head object; answer {@code headRead} or {@code headUnread}. */
    record ReadHead() implements Step {}

    /** Read these segments and check their hashes; answer {@code segmentsLoaded}, {@code segmentsUnread} or {@code segmentsLost}. */
    record LoadSegments(List<SegmentRef> segments) implements Step {}

    /** Ask the broker for the control topic's end offset and id, by a round trip now; answer {@code logEnd} or {@code logEndUnknown}. */
    record AskLogEnd() implements Step {}

    /**
     * Ask the broker for the control topic's first offset whose record it took at or after {@code wallMillis}, since the epoch; answer {@code offsetAt}, with -1
     * where all records are older; or nothing, where it gives no answer: it is asked again in a while.
     */
    record AskOffsetAt(long wallMillis) implements Step {}

    /** Read the log from this position on, whatever was read before; no answer. */
    record Seek(long position) implements Step {}

    /** Wait for records of the log, at most this long; answer {@code entries}, if any, or {@code logTruncated}. */
    record Poll(long maxMillis) implements Step {}

    /** Nothing to do, and nothing to read, for this long. */
    record Pause(long millis) implements Step {}

    /** Store a segment in R2 under its hash; answer {@code segmentStored} whenever it's done. */
    record StoreSegment(NamedSegment segment) implements Step {}

    /** Copy a segment of the feed to KV, by one attempt; answer {@code segmentMirrored} whenever it's done, with true once KV has acknowledged it. */
    record MirrorSegment(NamedSegment segment) implements Step {}

    /**
     * Delete the stored segments that no head has named for a day, and store those again that R2 lacks; on the executor of {@link StoreSegment}, so that nothing is
     * stored meanwhile. Answer {@code segmentsSwept} whenever it's done or has failed.
     *
     * @param held segments of the feed
     * @param named hashes of those, and of all others that the head in the store names
     */
    record SweepSegments(List<NamedSegment> held, Set<String> named) implements Step {}

    /**
     * Write the head where the object still has the ETag {@code ifMatch}, or where there is none yet if that is null; answer {@code headWritten},
     * {@code headRefused} or {@code headUnanswered}.
     */
    record WriteHead(String compact, @Nullable String ifMatch) implements Step {}
}
