package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.EventType;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.local.backup.KafkaLogSource;
import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.testing.RealBackends;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code dlt} on a real log. Each test adds its own records, and leaves nothing open. */
abstract class DltCommands {
    static final String KAFKA = RealBackends.kafka();
    private static final EventCodec CODEC = new EventCodec();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    private LockFile lock;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            Topics.ensure(admin, Topics.all(Replication.ONE), Duration.ofSeconds(30));
        }
        String nowhere = "http://127.0.0.1:1";
        Files.writeString(folder.resolve("stack.json"), """
                {"issuer":"%1$s","consumer":"%1$s","edges":[],"kafka":"%2$s","redis":"127.0.0.1:1",
                 "s3":{"endpoint":"%1$s","accessKeyId":"","secretAccessKey":"","mediaBucket":"","feedBucket":""},"pids":{}}
                """.formatted(nowhere, KAFKA));
        lock = LockFile.take(folder.resolve("lock"), owner -> owner);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KAFKA), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        assertThat(run("dismiss", "--all", "--reason", "the test is over")).isZero();
        producer.close();
        lock.close();
    }

    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = EdgepassCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>(List.of("dlt"));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--data", folder.toString()));
        return commandLine.execute(words.toArray(String[]::new));
    }

    String output() {
        return out.toString();
    }

    RecordId append(ProducerRecord<byte[], byte[]> message) throws Exception {
        RecordMetadata written = send(message);
        return new RecordId(written.topic(), written.partition(), written.offset());
    }

    RecordMetadata send(ProducerRecord<byte[], byte[]> message) throws Exception {
        return producer.send(message).get();
    }

    void passOver(RecordId record, String reason) throws Exception {
        byte[] letter = new DeadLetter.PassedOver(record, DeadLetter.UNKNOWN_TIME, reason).toBytes();
        send(new ProducerRecord<>(DeadLetter.topicFor(record.topic()), 0, null, letter));
    }

    static ProducerRecord<byte[], byte[]> event(EdgepassEvent data) {
        LoggedEvent<EdgepassEvent> event =
                new LoggedEvent<>(UUID.randomUUID().toString(), "/test", Instant.now(), data);
        return KafkaMessageFactory.<byte[]>createWriter(EventType.of(data).topic(), utf8("key"))
                .writeBinary(CODEC.encode(event));
    }

    static ControlEvent linkCreated(String id) {
        return new ControlEvent.LinkCreated(id, "5ecre7", LinkTerms.of("a/"), null, null, null, Instant.now(), "ada");
    }

    static long end(String topic) {
        try (KafkaLogSource log = new KafkaLogSource(KAFKA)) {
            return log.extent(topic).partitions().stream()
                    .mapToLong(partition -> partition.end())
                    .sum();
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
