package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.feed.SegmentLoader;
import dev.edgepass.consumer.feed.core.FeedFold;
import dev.edgepass.consumer.feed.core.HeadSeal;
import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogCheck;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.Segment;
import dev.edgepass.readmodel.HandleText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the published feed with the log folded up to the head's position. For one thread. */
final class FeedComparison {
    private final FeedBucket bucket;
    private final HeadSeal seal;
    private final LogEntries entries;
    private long compared;
    private long carriedOver;
    private boolean epochBegan;
    private LogGaps gaps = LogGaps.NONE;

    FeedComparison(FeedBucket bucket, HeadSeal seal, EventReader reader) {
        this.bucket = bucket;
        this.seal = seal;
        this.entries = new LogEntries(reader);
    }

    /** Handles and keys that were compared. */
    long compared() {
        return compared;
    }

    /** Handles that the feed blocks and the log doesn't, since the log lost that before a new epoch began: no difference. */
    long carriedOver() {
        return carriedOver;
    }

    /** The records that aren't in the feed, by its head. */
    LogGaps gaps() {
        return gaps;
    }

    /**
     * @throws dev.edgepass.consumer.feed.r2.R2Unavailable where R2 doesn't answer
     */
    List<Difference> run(LogReader log) {
        Optional<StoredHead> stored = bucket.readHead();
        if (stored.isEmpty()) {
            return List.of(new Difference("feed", null, "(the log, but there is no head in R2)"));
        }
        try {
            FeedHead head = seal.open(stored.get().compact());
            gaps = head.gaps();
            LogEnd end = log.end();
            String wentBack = LogCheck.wentBack(head.topicId(), head.position(), end.topicId(), end.offset(0));
            return wentBack != null
                    ? List.of(new Difference("feed", "position " + head.position(), wentBack))
                    : compare(
                            head, FeedFold.of(head, new SegmentLoader(bucket).load(head.segments())), fold(head, log));
        } catch (HeadSeal.UntrustedHeadException | SegmentLoader.SegmentLost e) {
            return List.of(new Difference("feed", e.getMessage(), null));
        }
    }

    private FeedFold fold(FeedHead head, LogReader log) {
        FeedFold fold = FeedFold.empty(head.fingerprintKey());
        LogEnd published = new LogEnd(head.topicId(), Map.of(0, head.position()));
        entries.fold(
                fold,
                log,
                published,
                head.gaps().passedOver(),
                head.prunedTo(),
                entry -> epochBegan |= entry.event() instanceof ControlEvent.EpochBegan);
        return fold;
    }

    private List<Difference> compare(FeedHead head, FeedFold published, FeedFold replayed) {
        List<Difference> differences =
                new ArrayList<>(handles(published.inForce(head.prunedTo()), replayed.inForce(head.prunedTo())));
        Set<PublicKey> keys = new HashSet<>(published.keys());
        Set<PublicKey> keysAgain = new HashSet<>(replayed.keys());
        if (!keys.equals(keysAgain)) {
            differences.add(new Difference("feed keys", kids(published), kids(replayed)));
        }
        compared += keys.size();
        return differences;
    }

    /** Both are sorted, so one walk over the two finds what differs. */
    private List<Difference> handles(Segment live, Segment again) {
        List<Difference> differences = new ArrayList<>();
        int ours = 0;
        int theirs = 0;
        while (ours < live.size() || theirs < again.size()) {
            int order = order(live, ours, again, theirs);
            Fingerprint fingerprint = order <= 0 ? live.fingerprint(ours) : again.fingerprint(theirs);
            HandleState here = order <= 0 ? live.state(ours++) : null;
            HandleState there = order >= 0 ? again.state(theirs++) : null;
            compared++;
            if (isCarriedOver(here, there)) {
                carriedOver++;
            } else if (!Objects.equals(here, there)) {
                String where = "feed handle " + hex(fingerprint.high()) + hex(fingerprint.low());
                differences.add(new Difference(where, text(here), text(there)));
            }
        }
        return differences;
    }

    private boolean isCarriedOver(@Nullable HandleState live, @Nullable HandleState again) {
        HandleState known = again == null ? HandleState.CLEAR : again;
        return epochBegan && live != null && live.blocked() && !known.blocked() && live.cutoff() == known.cutoff();
    }

    private static int order(Segment live, int ours, Segment again, int theirs) {
        if (ours == live.size() || theirs == again.size()) {
            return ours == live.size() ? 1 : -1;
        }
        return live.fingerprint(ours).compareTo(again.fingerprint(theirs));
    }

    private static String hex(int half) {
        return String.format("%08x", half);
    }

    private static @Nullable String text(@Nullable HandleState state) {
        return state == null ? null : HandleText.of(state);
    }

    private static String kids(FeedFold fold) {
        return fold.keys().stream().map(PublicKey::kid).sorted().toList().toString();
    }
}
