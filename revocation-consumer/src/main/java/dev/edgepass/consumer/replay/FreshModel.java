package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.consumer.projection.ControlProjection;
import dev.edgepass.consumer.projection.IssuanceProjection;
import dev.edgepass.consumer.projection.Projection;
import dev.edgepass.consumer.projection.WordsFolded;
import dev.edgepass.consumer.projection.WordsProjection;
import dev.edgepass.consumer.views.ViewsProjection;
import dev.edgepass.readmodel.Keys;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A read model folded anew, by the same code as the live one, under a prefix of its own. It sends no dead letters: the live fold did. For one thread. */
final class FreshModel implements AutoCloseable {
    private final Fold control;
    private final Fold words;
    private final Fold issuance;
    private final ViewsProjection viewsProjection;
    private final Fold views;
    private final ColdTier cold;

    /** Up to where each topic is folded. */
    record Ends(LogEnd control, LogEnd words, LogEnd issuance, LogEnd views) {}

    /** A projection with its reader and where it is. */
    private static final class Fold {
        private final Projection projection;
        private final LogReader reader;
        private final Map<Integer, Long> positions = new HashMap<>();

        Fold(Projection projection, EventLog log) {
            this.projection = projection;
            this.reader = projection.open(log);
        }

        /** Where to read on: of the topic that Kafka deletes from for good, not before it begins. The others have to be whole, with what the archive has. */
        Map<Integer, Long> beginnings() {
            Map<Integer, Long> from = new HashMap<>(positions);
            if (projection instanceof ViewsProjection) {
                reader.beginning().forEach((partition, first) -> from.merge(partition, first, Math::max));
            }
            return from;
        }
    }

    /** @param cold has what Kafka has deleted of the issuance topic */
    FreshModel(
            StringRedisTemplate redis,
            Keys keys,
            EventLog log,
            EventReader reader,
            ColdTier cold,
            InstantSource clock) {
        this.cold = cold;
        words = new Fold(new WordsProjection(redis, keys, reader, (message, reason) -> {}), log);
        // Those that its events name are folded before, by advance.
        control =
                new Fold(new ControlProjection(redis, keys, reader, (message, reason) -> {}, WordsFolded.ALWAYS), log);
        issuance = new Fold(new IssuanceProjection(redis, keys, reader, (message, reason) -> {}, clock), log);
        viewsProjection = new ViewsProjection(redis, keys, reader, (message, reason) -> {}, change -> {});
        views = new Fold(viewsProjection, log);
    }

    LogEnd controlEnd() {
        return control.reader.end();
    }

    /** Asked for after the control log's, it has the words that its events name. */
    LogEnd wordsEnd() {
        return words.reader.end();
    }

    LogEnd issuanceEnd() {
        return issuance.reader.end();
    }

    LogEnd viewsEnd() {
        return views.reader.end();
    }

    /** As {@link ViewsProjection#extent}. */
    Map<String, String> viewsExtent() {
        return viewsProjection.extent();
    }

    /** Whether it can still be brought to those offsets. */
    boolean isNotPast(Ends to) {
        return isNotPast(control, to.control())
                && isNotPast(words, to.words())
                && isNotPast(issuance, to.issuance())
                && isNotPast(views, to.views());
    }

    private static boolean isNotPast(Fold fold, LogEnd to) {
        return fold.positions.entrySet().stream().allMatch(at -> at.getValue() <= to.offset(at.getKey()));
    }

    /**
     * Folds further, up to those offsets exactly; {@code folded} takes the number of records of each batch.
     *
     * @throws RecordHeld where the live projection would stop: the fold is there then
     */
    void advance(Ends to, LongConsumer folded) {
        advance(views, to.views(), folded);
        advance(issuance, to.issuance(), folded);
        advance(words, to.words(), folded);
        advance(control, to.control(), folded);
    }

    private void advance(Fold fold, LogEnd to, LongConsumer folded) {
        if (fold.projection instanceof IssuanceProjection) {
            advanceInArchive(fold, to, folded);
        }
        LogScan.between(fold.reader, fold.beginnings(), to.offsets(), (partition, messages) -> {
            apply(fold, partition, messages, to.topicId());
            folded.accept(messages.size());
        });
        requireAlone(fold.projection.awaitWritten());
        to.offsets().forEach((partition, end) -> skip(fold, partition, end, to.topicId()));
    }

    /** Up to where Kafka's records begin. */
    private void advanceInArchive(Fold fold, LogEnd to, LongConsumer folded) {
        Map<Integer, Long> beginning = fold.reader.beginning();
        for (TopicPartition partition : fold.reader.partitions()) {
            int number = partition.partition();
            long from = fold.positions.getOrDefault(number, 0L);
            long end = Math.min(beginning.getOrDefault(number, 0L), to.offset(number));
            if (from < end) {
                cold.read(partition, to.topicId(), from, end, messages -> {
                    apply(fold, number, messages, to.topicId());
                    folded.accept(messages.size());
                });
            }
        }
    }

    /** Where compaction has left nothing before the end. */
    private static void skip(Fold fold, int partition, long end, String topicId) {
        long from = fold.positions.getOrDefault(partition, 0L);
        if (from < end && fold.projection.skip(partition, from, end, topicId)) {
            fold.positions.put(partition, end);
        }
    }

    private static void apply(Fold fold, int partition, List<ConsumerRecord<byte[], byte[]>> messages, String topicId) {
        long from = fold.positions.getOrDefault(partition, 0L);
        try {
            requireAlone(fold.projection.begin(partition, from, topicId, messages));
        } catch (RecordHeld e) {
            fold.positions.put(partition, fold.projection.progress().position(partition));
            throw e;
        }
        fold.positions.put(partition, messages.get(messages.size() - 1).offset() + 1);
    }

    private static void requireAlone(boolean written) {
        if (!written) {
            throw new CannotRun("Another program writes under the replay's prefix.");
        }
    }

    @Override
    public void close() {
        try {
            // Else it might be written after the keys were deleted.
            issuance.projection.awaitWritten();
        } catch (RuntimeException e) {
            // Who advances has been told.
        }
        control.reader.close();
        words.reader.close();
        issuance.reader.close();
        views.reader.close();
    }
}
