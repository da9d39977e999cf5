package dev.edgepass.consumer.archive;

import dev.edgepass.audit.LogName;
import dev.edgepass.consumer.archive.core.ArchiveKey;
import dev.edgepass.consumer.archive.core.LogObjects;
import dev.edgepass.consumer.archive.core.LogRecords;
import dev.edgepass.consumer.archive.core.LogSeal;
import dev.edgepass.consumer.archive.core.Rounds;
import dev.edgepass.consumer.feed.r2.ObjectStore;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.RangeReader;
import dev.edgepass.event.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/** Kafka, the bucket and the memory, as the rounds ask for them. */
record ArchiveBackends(
        ArchiveProperties settings,
        ArchiveKey key,
        EventLog events,
        EventReader reader,
        ObjectStore store,
        ArchiveMeters meters) {
    /** The topics that are archived, with their partitions: what can be erased isn't among them (ADR 21). */
    static final Map<String, Integer> TOPICS =
            Map.of(Topics.CONTROL, 1, Topics.ISSUANCE, Topics.ISSUANCE_PARTITIONS, Topics.PUBLICATIONS, 1);

    Round round(BooleanSupplier leads) {
        return new Round(this, leads, events.ranges(Archiver.NAME));
    }

    /** For one thread. */
    record Round(ArchiveBackends backends, BooleanSupplier leading, RangeReader ranges)
            implements Rounds.Outside, AutoCloseable {
        @Override
        public Map<LogName, Long> ends() {
            Map<LogName, Long> ends =
                    new TreeMap<>((one, other) -> one.earlierId().compareTo(other.earlierId()));
            TOPICS.forEach((topic, partitions) -> {
                LogEnd end = backends.events.end(topic, partitions);
                for (int partition = 0; partition < partitions; partition++) {
                    ends.put(backends.settings.current(topic, partition, end.topicId()), end.offset(partition));
                }
            });
            return ends;
        }

        @Override
        public List<LogName> inBucket() {
            return backends.store.list(LogObjects.CHECKPOINTS).stream()
                    .map(key -> LogName.parse(key.substring(LogObjects.CHECKPOINTS.length())))
                    .flatMap(Optional::stream)
                    .toList();
        }

        @Override
        public LogSeal seal(LogName log) {
            return new LogSeal(
                    backends.key,
                    log,
                    new LogObjects(backends.store, log),
                    new MemoryFiles(backends.settings.stateDir()),
                    InstantSource.system());
        }

        @Override
        public LogRecords records(LogName log) {
            return new TopicRecords(
                    ranges,
                    new TopicPartition(log.topic(), log.partition()),
                    log.topicId(),
                    backends.reader,
                    backends.settings.acceptPlainWords());
        }

        @Override
        public boolean leads() {
            return leading.getAsBoolean();
        }

        @Override
        public long now() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public void failed(String why) {
            backends.meters.failed(why);
        }

        @Override
        public void stopped(LogName log, String why) {
            backends.meters.stopped(log, why);
        }

        @Override
        public void close() {
            ranges.close();
        }
    }
}
