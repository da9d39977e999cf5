package dev.edgepass.benchmarks.replay;

import dev.edgepass.audit.ArchivedRecord;
import dev.edgepass.audit.Leaf;
import dev.edgepass.audit.LogName;
import dev.edgepass.event.Topics;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.Checkpoint;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.LogSink;
import dev.edgepass.tlog.SigningKey;
import dev.edgepass.tlog.TileName;
import dev.edgepass.tlog.TreeWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** An archive of the issuance topic in a folder, as {@code audit verify} takes it: leaves and tiles are the archive's, of the records that Kafka has. For one run. */
final class TokenArchive {
    private static final String NAME = "bench.example";
    private static final Duration POLL = Duration.ofMillis(500);

    private final Path folder;
    private final SigningKey key = SigningKey.generate();
    private long events;
    private long entryBytes;
    private long compressedBytes;
    private long hashBytes;

    TokenArchive(Path folder) {
        this.folder = folder;
    }

    /** In all logs. */
    long events() {
        return events;
    }

    /** Of entry bundles, an event. */
    double entryBytesEach() {
        return (double) entryBytes / events;
    }

    /** As the bucket has them. */
    double compressedBytesEach() {
        return (double) compressedBytes / events;
    }

    /** Of tiles. */
    double hashBytesEach() {
        return (double) hashBytes / events;
    }

    String verifierKey() {
        return key.verifierKey(NAME).toString();
    }

    /**
     * @throws StartFailure where it can't be written
     */
    void write(String kafka) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "enable.auto.commit", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (int number = 0; number < Topics.ISSUANCE_PARTITIONS; number++) {
                write(new TopicPartition(Topics.ISSUANCE, number), consumer);
            }
        } catch (IOException e) {
            throw new StartFailure("Can't write the archive in " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private void write(TopicPartition partition, KafkaConsumer<byte[], byte[]> consumer) throws IOException {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (end == 0) {
            return;
        }
        LogName name = new LogName(
                partition.topic(), partition.partition(), Uuid.randomUuid().toString(), 0);
        Path log = folder.resolve(name.id());
        TreeWriter writer = TreeWriter.begin(sink(log));
        while (writer.head().size() < end) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                if (message.offset() < end) {
                    writer.append(Leaf.of(archived(message)).line());
                }
            }
        }
        Checkpoint checkpoint = new Checkpoint(name.origin(NAME), writer.seal());
        Files.write(log.resolve(LogFiles.CHECKPOINT), key.sign(NAME, checkpoint).toBytes());
        events += end;
    }

    private LogSink sink(Path log) {
        return (name, bytes) -> {
            Path file = log.resolve(name.path());
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            count(name, bytes);
        };
    }

    private void count(TileName name, byte[] bytes) throws IOException {
        if (!name.isEntries()) {
            hashBytes += bytes.length;
            return;
        }
        entryBytes += bytes.length;
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        compressedBytes += compressed.size();
    }

    private static ArchivedRecord archived(ConsumerRecord<byte[], byte[]> message) {
        List<ArchivedRecord.Header> headers = new ArrayList<>();
        message.headers().forEach(header -> headers.add(new ArchivedRecord.Header(header.key(), header.value())));
        return new ArchivedRecord(message.offset(), message.timestamp(), headers, message.key(), message.value());
    }
}
