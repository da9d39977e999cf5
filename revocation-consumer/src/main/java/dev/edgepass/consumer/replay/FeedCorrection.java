package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.feed.SegmentLoader;
import dev.edgepass.consumer.feed.core.FeedFold;
import dev.edgepass.consumer.feed.core.HeadSeal;
import dev.edgepass.consumer.feed.core.NamedSegment;
import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogCheck;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.FeedHead;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a head that has what the log says, at the position of the stored head and on its conditions: the next term, as another publisher that takes over. The one that led finds that, and takes
 * over again from this head after two heartbeats without another. Nothing else makes a publisher fold anew what its head has already. The time up to which the log was read stays the stored head's. For
 * one run.
 */
final class FeedCorrection {
    private static final int TRIES = 20;
    /** A tail that a head may carry. */
    private static final int TAIL = 1_000;

    private final FeedBucket bucket;
    private final HeadSeal seal;
    private final String publisher;
    private final LogEntries entries;
    private @Nullable FeedFold fold;
    private byte[] fingerprintKey = {};
    private boolean epochBegan;

    FeedCorrection(FeedBucket bucket, HeadSeal seal, String publisher, EventReader reader) {
        this.bucket = bucket;
        this.seal = seal;
        this.publisher = publisher;
        this.entries = new LogEntries(reader);
    }

    /**
     * @return the head that was published
     * @throws CannotRun where there is none that follows on the stored one: the message says what helps
     */
    FeedHead run(LogReader log) {
        try {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                StoredHead stored = bucket.readHead()
                        .orElseThrow(() ->
                                new CannotRun("There is no head in R2: the publisher publishes the first by itself."));
                FeedHead head = seal.open(stored.compact());
                requireSameLog(head, log);
                FeedHead next = corrected(head, log);
                if (bucket.writeHead(seal.sign(next), Optional.of(stored.etag()))
                        .isPresent()) {
                    return next;
                }
            }
        } catch (HeadSeal.UntrustedHeadException e) {
            throw new CannotRun("The head in R2 can't be trusted: " + e.getMessage() + ".");
        } catch (SegmentLoader.SegmentLost e) {
            throw new CannotRun("What the feed blocks can't be read: " + e.getMessage() + ".");
        }
        throw new CannotRun("The publisher writes heads faster than the replay can follow.");
    }

    private static void requireSameLog(FeedHead head, LogReader log) {
        LogEnd end = log.end();
        String wentBack = LogCheck.wentBack(head.topicId(), head.position(), end.topicId(), end.offset(0));
        if (wentBack != null) {
            throw new CannotRun("The feed can't be corrected from this log: " + wentBack
                    + ". A new epoch goes on with it: replay --new-epoch (docs/revocation.md).");
        }
    }

    private FeedHead corrected(FeedHead head, LogReader log) {
        FeedFold known = fold;
        if (known == null
                || known.position() > head.position()
                || !Arrays.equals(fingerprintKey, head.fingerprintKey())) {
            known = FeedFold.empty(head.fingerprintKey());
            fingerprintKey = head.fingerprintKey();
            epochBegan = false;
        }
        fold = known;
        entries.fold(
                known,
                log,
                new LogEnd(head.topicId(), Map.of(0, head.position())),
                head.gaps().passedOver(),
                head.prunedTo(),
                entry -> epochBegan |= entry.event() instanceof ControlEvent.EpochBegan);
        // A publisher that stopped at the next record is still there.
        known.hold(head.gaps().heldAt());
        if (epochBegan) {
            known.carryOverBlocks(
                    FeedFold.of(head, new SegmentLoader(bucket).load(head.segments()))
                            .inForce(head.prunedTo()),
                    head.prunedTo());
        }
        if (known.tailSize() > TAIL) {
            known.sealInMemory(head.prunedTo());
        }
        for (NamedSegment segment : known.segments()) {
            bucket.storeSegment(segment.ref(), segment.segment());
        }
        return known.head(
                head.term() + 1, head.sequence() + 1, publisher, head.asOf(), head.prunedTo(), head.topicId());
    }
}
