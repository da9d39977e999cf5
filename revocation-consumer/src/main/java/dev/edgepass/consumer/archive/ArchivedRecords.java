package dev.edgepass.consumer.archive;

import dev.edgepass.audit.Archive;
import dev.edgepass.audit.ArchivedRecord;
import dev.edgepass.audit.LeafReader;
import dev.edgepass.audit.LogName;
import dev.edgepass.consumer.archive.core.LogObjects;
import dev.edgepass.consumer.feed.r2.ObjectStore;
import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.EntryCheck;
import dev.edgepass.tlog.Findings;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.LogVerifier;
import dev.edgepass.tlog.VerifiedCheckpoint;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The archive's records as Kafka had them, verified: each reading goes through the whole log and compares every entry and tile with the signed checkpoint. Thread-safe.
 *
 * @param key of the archive's checkpoints
 */
public record ArchivedRecords(ArchiveProperties settings, VerifierKey key, ObjectStore store) implements ColdTier {
    private static final int BATCH = 500;

    /** A log's files, and its checkpoint under the archive's key. */
    record Verifiable(String origin, LogFiles files, VerifiedCheckpoint checkpoint) {}

    /**
     * The log that goes on with that partition.
     *
     * @return empty where it has no checkpoint yet
     * @throws LogTruncated where the checkpoint isn't that log's, or isn't signed by the archive's key
     */
    Optional<Verifiable> log(TopicPartition partition, String topicId) {
        LogName name = settings.current(partition.topic(), partition.partition(), topicId);
        LogFiles files = new LogObjects(store, name);
        String origin = name.origin(settings.name());
        try {
            if (files.read(LogFiles.CHECKPOINT, 1) == null) {
                return Optional.empty();
            }
            VerifiedCheckpoint checkpoint = Archive.checkpoint(files, name.id(), List.of(key));
            if (!checkpoint.origin().equals(origin)) {
                throw new LogTruncated(
                        "the archive's checkpoint is of " + checkpoint.origin() + " (expected: " + origin + ")");
            }
            return Optional.of(new Verifiable(origin, files, checkpoint));
        } catch (MalformedException e) {
            throw new LogTruncated("the archive of " + origin + ": " + e.getMessage());
        } catch (IOException e) {
            throw new LogUnavailable("the archive of " + origin + " can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void read(
            TopicPartition partition,
            String topicId,
            long from,
            long to,
            Consumer<List<ConsumerRecord<byte[], byte[]>>> batch) {
        Optional<Verifiable> log = log(partition, topicId);
        long size = log.map(found -> found.checkpoint().head().size()).orElse(0L);
        if (size < to) {
            throw new LogTruncated("Kafka has no records " + from + " to " + (to - 1) + " of " + partition
                    + ", and the archive has " + (size == 0 ? "none of them" : "those before " + size + " only"));
        }
        Range range = new Range(partition, log.orElseThrow().files(), from, to, batch);
        verify(log.get(), range);
        range.end();
    }

    /**
     * Verifies the whole log.
     *
     * @param check looks at each entry, beside
     * @throws LogTruncated where something was altered
     */
    private static void verify(Verifiable log, EntryCheck check) {
        Findings findings = new Findings();
        try {
            LogVerifier.verify(log.files(), log.checkpoint().head(), check, findings, entries -> {});
        } catch (IOException e) {
            throw new LogUnavailable("the archive of " + log.origin() + " can't be read: " + e.getMessage(), e);
        }
        if (!findings.isEmpty()) {
            throw new LogTruncated("the archive of " + log.origin() + " isn't what was signed, in " + findings.count()
                    + " places. The first: " + findings.kept().get(0));
        }
    }

    /** Shows a part of the entries. For one thread. */
    private static final class Range implements EntryCheck {
        private final TopicPartition partition;
        private final LogFiles files;
        private final long to;
        private final Consumer<List<ConsumerRecord<byte[], byte[]>>> batch;
        private final LeafReader leaf = new LeafReader();
        private final List<ConsumerRecord<byte[], byte[]>> gathered = new ArrayList<>();
        private long next;

        Range(
                TopicPartition partition,
                LogFiles files,
                long from,
                long to,
                Consumer<List<ConsumerRecord<byte[], byte[]>>> batch) {
            this.partition = partition;
            this.files = files;
            this.next = from;
            this.to = to;
            this.batch = batch;
        }

        @Override
        public void check(long index, byte[] bytes, int start, int length, Findings findings) throws IOException {
            // Past an entry that isn't what was signed, which isn't shown here, nothing more is given: the verdict
            // follows.
            if (index != next || index >= to) {
                return;
            }
            try {
                leaf.read(bytes, start, length);
                if (leaf.offset() != index) {
                    throw new MalformedException("it says offset " + leaf.offset());
                }
                gathered.add(message(leaf.message(files)));
            } catch (MalformedException e) {
                throw new LogTruncated(
                        "the archive's entry " + next + " of " + partition + " is no record: " + e.getMessage());
            }
            next++;
            if (gathered.size() == BATCH) {
                give();
            }
        }

        private ConsumerRecord<byte[], byte[]> message(ArchivedRecord archived) {
            RecordHeaders headers = new RecordHeaders();
            archived.headers().forEach(header -> headers.add(header.name(), header.value()));
            byte[] key = archived.key();
            byte[] value = archived.value();
            return new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    archived.offset(),
                    archived.timestamp(),
                    TimestampType.CREATE_TIME,
                    key == null ? ConsumerRecord.NULL_SIZE : key.length,
                    value == null ? ConsumerRecord.NULL_SIZE : value.length,
                    key,
                    value,
                    headers,
                    Optional.empty());
        }

        private void give() {
            if (!gathered.isEmpty()) {
                batch.accept(List.copyOf(gathered));
                gathered.clear();
            }
        }

        void end() {
            give();
            if (next != to) {
                throw new LogTruncated("the archive has no entry " + next + " of " + partition);
            }
        }
    }
}
