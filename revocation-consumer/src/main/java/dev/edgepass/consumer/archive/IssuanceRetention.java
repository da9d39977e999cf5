package dev.edgepass.consumer.archive;

import dev.edgepass.audit.ArchivedRecord;
import dev.edgepass.audit.Leaf;
import dev.edgepass.consumer.archive.ArchivedRecords.Verifiable;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.FoldedIssuance;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.log.RangeReader;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.Sha256;
import dev.edgepass.tlog.SignedNote;
import dev.edgepass.tlog.TreeHead;
import dev.edgepass.tlog.TreeReader;
import dev.edgepass.tlog.UnverifiedCheckpoint;
import dev.edgepass.tlog.VerifiedCheckpoint;
import dev.edgepass.worker.BackgroundWorker;
import dev.edgepass.worker.RepeatedWarnings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Deletes from Kafka what is older than a setting says of the issuance topic: once a day, and only what every projection of it has folded in, what the archive's checkpoint is over, and where
 * witnesses are set, what one of them has cosigned. The last archived record stays, by which the archive's writer knows the topic. Before it deletes it reads the archive back, all of it with the blobs of what goes, and compares it with the checkpoint; and the last record that goes with its entry there. Where
 * anything isn't so, nothing of that partition goes, and a warning says why. It may run in every instance.
 */
final class IssuanceRetention extends BackgroundWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(IssuanceRetention.class);
    private static final String NAME = "issuance-retention";
    private static final Duration FIRST = Duration.ofHours(1);
    private static final Duration APART = Duration.ofDays(1);

    private final RepeatedWarnings warnings = new RepeatedWarnings(log);
    private final Duration kept;
    private final RetentionProperties settings;
    private final ArchivedRecords archive;
    private final EventLog events;
    private final List<FoldedIssuance> folds;
    private final InstantSource clock;

    IssuanceRetention(
            Duration kept,
            RetentionProperties settings,
            ArchivedRecords archive,
            EventLog events,
            List<FoldedIssuance> folds,
            InstantSource clock) {
        super(NAME);
        this.kept = kept;
        this.settings = settings;
        this.archive = archive;
        this.events = events;
        this.folds = List.copyOf(folds);
        this.clock = clock;
    }

    @Override
    protected void run() throws InterruptedException {
        Thread.sleep(FIRST.toMillis());
        while (isRunning()) {
            cut();
            Thread.sleep(APART.toMillis());
        }
    }

    /**
     * Deletes what is due.
     *
     * @return where the partitions begin now that were cut
     */
    Map<Integer, Long> cut() {
        Map<Integer, Long> cut = new TreeMap<>();
        try (LogReader reader = events.issuance(NAME);
                RangeReader ranges = events.ranges(NAME + "-check")) {
            Map<Integer, Long> beginning = reader.beginning();
            LogEnd end = reader.end();
            long before = clock.instant().minus(kept).toEpochMilli();
            for (TopicPartition partition : reader.partitions()) {
                int number = partition.partition();
                long young = reader.offsetAt(number, before);
                long limit = young < 0 ? end.offset(number) : young;
                for (FoldedIssuance fold : folds) {
                    limit = Math.min(limit, fold.position(end.topicId(), number));
                }
                if (limit > beginning.getOrDefault(number, 0L)
                        && cut(partition, end.topicId(), beginning.getOrDefault(number, 0L), limit, ranges, cut)) {
                    warnings.over(partition.toString(), "records of " + partition + " are deleted from Kafka again");
                }
            }
            warnings.over(NAME, "what Kafka may delete is looked for again");
        } catch (RuntimeException e) {
            warnings.warn(NAME, "nothing more was deleted from Kafka: " + e.getMessage());
        }
        return cut;
    }

    private boolean cut(
            TopicPartition partition,
            String topicId,
            long beginning,
            long limit,
            RangeReader ranges,
            Map<Integer, Long> cut) {
        try {
            Verifiable archived = archive.log(partition, topicId).orElse(null);
            if (archived == null) {
                throw new LogTruncated("it isn't archived");
            }
            long to = Math.min(limit, archived.checkpoint().head().size() - 1);
            if (!settings.witnesses().isEmpty()) {
                to = Math.min(to, cosigned(archived));
            }
            if (to <= beginning) {
                return true;
            }
            archive.read(partition, topicId, beginning, to, records -> {});
            requireSame(archived, ranges, partition, to - 1);
            events.deleteBefore(partition, to);
            cut.put(partition.partition(), to);
            log.info("deleted records {} to {} of {} from Kafka: the archive has them", beginning, to - 1, partition);
            return true;
        } catch (LogTruncated | MalformedException | IOException e) {
            warnings.warn(
                    partition.toString(),
                    "nothing of " + partition + " is deleted from Kafka: " + e.getMessage() + " (docs/audit.md)");
            return false;
        }
    }

    private static void requireSame(Verifiable archived, RangeReader ranges, TopicPartition partition, long offset)
            throws IOException {
        byte[] entry =
                new TreeReader(archived.files(), archived.checkpoint().head().size()).entry(offset);
        boolean[] same = {false};
        ranges.read(partition, offset, offset + 1, message -> {
            ArchivedRecord record = TopicRecords.archived(message);
            same[0] = Arrays.equals(Leaf.of(record).line(), entry);
        });
        if (!same[0]) {
            throw new LogTruncated("the archive has another record at offset " + offset + " than Kafka");
        }
    }

    /** The size up to which a witness has cosigned this log; 0 where none has. */
    private long cosigned(Verifiable archived) throws IOException {
        Path folder = settings.retentionCosigned();
        byte[] note = folder == null ? null : note(folder, archived.origin());
        if (note == null) {
            throw new LogTruncated("no witness has cosigned " + archived.origin() + " (looked in " + folder + ")");
        }
        VerifiedCheckpoint seen = UnverifiedCheckpoint.parse(note).verify(List.of(archive.key()));
        TreeHead head = seen.head();
        long size = archived.checkpoint().head().size();
        if (!seen.origin().equals(archived.origin())
                || seen.cosignatures(settings.witnesses()).isEmpty()) {
            throw new LogTruncated("the checkpoint in " + folder + " has no cosignature of a witness that is set");
        }
        if (head.size() > size
                || !new TreeReader(archived.files(), size).root(head.size()).equals(head.root())) {
            throw new LogTruncated("a witness has cosigned another log than the archive is");
        }
        return head.size();
    }

    private static byte @Nullable [] note(Path folder, String origin) throws IOException {
        String hash = HexFormat.of().formatHex(Sha256.hash(origin.getBytes(StandardCharsets.UTF_8)));
        Path file = folder.resolve(hash + ".checkpoint");
        if (!Files.exists(file)) {
            return null;
        }
        if (Files.size(file) > SignedNote.LONGEST) {
            throw new MalformedException(
                    file + ": " + Files.size(file) + " bytes (expected: at most " + SignedNote.LONGEST + ")");
        }
        return Files.readAllBytes(file);
    }
}
