package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.feed.SegmentLoader;
import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.FeedFold;
import dev.edgepass.consumer.feed.core.HeadSeal;
import dev.edgepass.consumer.feed.core.LogCheck;
import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.projection.HandleText;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Compares the published feed with the log folded up to the head's position. For one thread. */
final class FeedComparison {
    private final FeedBucket bucket;
    private final HeadSeal seal;
    private final EventReader reader;
    private long compared;

    FeedComparison(FeedBucket bucket, HeadSeal seal, EventReader reader) {
        this.bucket = bucket;
        this.seal = seal;
        this.reader = reader;
    }

    /** Handles and keys that were compared. */
    long compared() {
        return compared;
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
            LogEnd end = log.end();
            String wentBack = LogCheck.wentBack(head.topicId(), head.position(), end.topicId(), end.offset(0));
            return wentBack != null
                    ? List.of(new Difference("feed", "position " + head.position(), wentBack))
                    : compare(FeedFold.of(head, new SegmentLoader(bucket).load(head.segments())), fold(head, log));
        } catch (HeadSeal.UntrustedHeadException | SegmentLoader.SegmentLost e) {
            return List.of(new Difference("feed", e.getMessage(), null));
        }
    }

    private FeedFold fold(FeedHead head, LogReader log) {
        FeedFold fold = FeedFold.empty(head.fingerprintKey());
        WholeLog.read(log, message -> {
            if (message.offset() < head.position()) {
                fold.apply(entry(message));
            }
        });
        return fold;
    }

    private Entry entry(ConsumerRecord<byte[], byte[]> message) {
        long position = message.offset() + 1;
        try {
            return new Entry(
                    position, message.timestamp(), reader.control(message).data());
        } catch (UnreadableEventException e) {
            return new Entry(position, message.timestamp(), null);
        }
    }

    private List<Difference> compare(FeedFold published, FeedFold replayed) {
        List<Difference> differences = new ArrayList<>();
        Map<Fingerprint, HandleState> live = published.live();
        Map<Fingerprint, HandleState> again = replayed.live();
        Set<Fingerprint> all = new HashSet<>(live.keySet());
        all.addAll(again.keySet());
        for (Fingerprint fingerprint : all) {
            HandleState ours = live.get(fingerprint);
            HandleState theirs = again.get(fingerprint);
            if (ours == null || !ours.equals(theirs)) {
                String where = "feed handle " + hex(fingerprint.high()) + hex(fingerprint.low());
                differences.add(new Difference(where, text(ours), text(theirs)));
            }
        }
        Set<PublicKey> keys = new HashSet<>(published.keys());
        Set<PublicKey> keysAgain = new HashSet<>(replayed.keys());
        if (!keys.equals(keysAgain)) {
            differences.add(new Difference("feed keys", kids(published), kids(replayed)));
        }
        compared = live.size() + keys.size();
        return differences;
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
