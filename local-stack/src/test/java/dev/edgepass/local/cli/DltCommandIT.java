package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.EventType;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LinkWords;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Target;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UsageEvent;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.feed.Handle;
import dev.edgepass.local.backup.KafkaLogSource;
import dev.edgepass.local.backup.LogRecord;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on a real log. Each test adds its own records, and leaves nothing open. */
class DltCommandIT {
    private static final String KAFKA = RealBackends.kafka();
    private static final EventCodec CODEC = new EventCodec();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
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

    @Test
    void open_records_are_listed_once_until_they_are_dismissed() throws Exception {
        assertThat(run("list")).isZero();
        assertThat(output()).startsWith("Nothing is open");
        RecordId garbage = append(new ProducerRecord<>(Topics.CONTROL, 0, null, utf8("not an event")));
        passOver(garbage, "not a CloudEvent\u001b[2J");
        passOver(garbage, "not a CloudEvent\u001b[2J");

        assertThat(run("list")).isZero();
        assertThat(output().lines())
                .singleElement()
                .asString()
                .matches("\\Q" + garbage + "\\E  \\d{4}-\\S+Z  not a CloudEvent\\\\u001b\\[2J");
        assertThat(run("list", "--json")).isZero();
        assertThat(output()).startsWith("{\"record\":\"" + garbage + "\",\"time\":\"");

        assertThat(run("dismiss", garbage.toString(), "--reason", "a typo of mine"))
                .isZero();
        assertThat(output()).isEqualTo(garbage + "  dismissed\n");
        passOver(garbage, "not a CloudEvent");
        assertThat(run("list")).isZero();
        assertThat(output()).startsWith("Nothing is open");
        assertThat(run("list", "--all")).isZero();
        assertThat(output().lines().filter(line -> line.startsWith(garbage.toString())))
                .hasSize(4)
                .anyMatch(line -> line.endsWith("  dismissed: a typo of mine"));
        assertThat(run("dismiss", garbage.toString(), "--reason", "again")).isEqualTo(1);
        assertThat(err.toString()).contains("No open letter is about " + garbage);
    }

    @Test
    void a_report_of_views_that_an_older_release_passed_over_is_shown_and_appended_again() throws Exception {
        RecordId erased = append(event(new UsageEvent.ViewerErased("L1", "v-1", "ada")));
        passOver(erased, "dev.edgepass.views.viewer-erased.v1");

        assertThat(run("list")).isZero();
        assertThat(output()).startsWith(erased.toString()).startsWith(Topics.USAGE + "-");
        assertThat(run("show", erased.toString())).isZero();
        assertThat(output()).contains("today    can be read: dev.edgepass.views.viewer-erased.v1");
        assertThat(run("retry", erased.toString(), "--yes")).isZero();
        assertThat(output()).contains("appended as " + Topics.USAGE + "-" + erased.partition() + "@");
        assertThat(run("list")).isZero();
        assertThat(output()).startsWith("Nothing is open");
    }

    @Test
    void words_of_a_link_are_shown_without_the_passwords_hash_and_arent_told_again() throws Exception {
        WordsRecord words = WordsRecord.of("L1", LinkWords.of("Label", null, "$argon2id$"));
        RecordId record = append(new ProducerRecord<>(Topics.WORDS, 0, utf8(words.key()), words.value()));
        passOver(record, "an older release");

        assertThat(run("show", record.toString())).isZero();
        assertThat(output()).contains("today    can be read: words of a link").doesNotContain("argon2");
        assertThat(run("retry", record.toString(), "--yes")).isEqualTo(1);
        assertThat(output()).contains("refused: words of a link aren't told again: edit the link");
    }

    @Test
    void hostile_letters_and_hostile_records_break_nothing() throws Exception {
        String letters = DeadLetter.topicFor(Topics.ISSUANCE);
        send(new ProducerRecord<>(letters, 0, null, null));
        send(new ProducerRecord<>(letters, 0, null, utf8("[".repeat(500_000))));
        send(new ProducerRecord<>(letters, 0, null, new byte[] {(byte) 0xff, 0, 27}));
        send(new ProducerRecord<>(
                letters, 0, null, utf8("{\"topic\":\"__consumer_offsets\",\"partition\":0,\"offset\":0}")));
        RecordId beyond = new RecordId(Topics.ISSUANCE, 3, 999_999_999_999L);
        passOver(beyond, "out of range");
        ProducerRecord<byte[], byte[]> hostile =
                new ProducerRecord<>(Topics.ISSUANCE, 2, new byte[] {(byte) 0xfe}, new byte[900_000]);
        for (int i = 0; i < 100; i++) {
            hostile.headers().add("ce_id\n" + i, new byte[] {(byte) 0xff, 10});
        }
        hostile.value()[0] = (byte) 0xff;
        RecordId binary = append(hostile);
        passOver(binary, "binary");

        assertThat(run("list")).isZero();
        assertThat(output()).contains(beyond.toString(), binary.toString()).hasLineCount(2);
        assertThat(err.toString()).contains("records of the dead letter topics are no letters.");
        assertThat(run("show", binary.toString())).isZero();
        assertThat(output())
                .contains("key      not UTF-8, in hex fe\n")
                .contains("header   ce_id\\u000a0: not UTF-8, in hex ff0a\n")
                .contains("         and 70 more headers\n")
                .contains("size     900000 bytes\n")
                .contains("... (899936 bytes more)\n")
                .contains("letter   binary\n")
                .contains("today    can't be read: not a CloudEvent\n")
                .hasSizeLessThan(10_000);
        assertThat(run("show", beyond.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("The log has no record at " + beyond);
        long before = end(Topics.ISSUANCE);
        assertThat(run("retry", "--all", "--yes")).isEqualTo(1);
        assertThat(output())
                .contains(beyond + "  refused: the log has no record there")
                .contains(binary + "  refused: today's readers can't read it either: not a CloudEvent");
        assertThat(end(Topics.ISSUANCE)).isEqualTo(before);
        assertThat(run("dismiss", "--all", "--reason", "hostile")).isZero();
        assertThat(run("list")).isZero();
        assertThat(output()).contains("Nothing is open");
    }

    @Test
    void a_record_that_can_be_read_by_now_is_appended_anew_as_it_was_and_is_settled() throws Exception {
        RecordId revoked = append(event(revoked("R-" + UUID.randomUUID())));
        RecordId token = append(event(token()));
        passOver(revoked, "of before an upgrade");
        passOver(token, "of before an upgrade");
        long before = end(Topics.CONTROL);

        assertThat(run("retry", "--all", "--dry-run")).isZero();
        assertThat(output())
                .contains(revoked + "  would be appended: dev.edgepass.revocation.created.v1")
                .contains(token + "  would be appended: dev.edgepass.token.issued.v1");
        assertThat(end(Topics.CONTROL)).isEqualTo(before);

        assertThat(run("retry", "--all", "--yes")).isZero();
        RecordId copy = new RecordId(Topics.CONTROL, 0, before);
        assertThat(output())
                .contains(
                        revoked + "  appended as " + copy + ", position " + (before + 1) + ": dev.edgepass.revocation");
        assertSame(revoked, copy);
        assertSame(
                token, new RecordId(Topics.ISSUANCE, token.partition(), end(Topics.ISSUANCE, token.partition()) - 1));
        assertThat(run("list")).isZero();
        assertThat(output()).startsWith("Nothing is open");
        assertThat(run("list", "--all")).isZero();
        assertThat(output()).contains("retried: copy: " + copy);
    }

    @Test
    void a_retry_that_ended_between_the_copy_and_its_note_appends_no_second_one() throws Exception {
        ProducerRecord<byte[], byte[]> event = event(revoked("R-" + UUID.randomUUID()));
        RecordId revoked = append(event);
        passOver(revoked, "of before an upgrade");
        RecordId copy = append(event);
        long before = end(Topics.CONTROL);

        assertThat(run("retry", revoked.toString(), "--yes")).isZero();

        assertThat(output()).isEqualTo(revoked + "  was appended before, as " + copy + ": settled\n");
        assertThat(end(Topics.CONTROL)).isEqualTo(before);
        assertThat(run("list")).isZero();
        assertThat(output()).startsWith("Nothing is open");
    }

    @Test
    void what_would_undo_later_events_and_the_logs_own_events_are_refused() throws Exception {
        String link = "L-" + UUID.randomUUID();
        String kid = "K-" + UUID.randomUUID();
        List<RecordId> refused = List.of(
                append(event(linkCreated(link))),
                append(event(new ControlEvent.KeyAdded(kid, Map.of("x", "eA", "y", "eQ"), "ada"))),
                append(event(new ControlEvent.EpochBegan("id", 3, "ada"))));
        RecordId closed = append(event(new ControlEvent.LinksClosed(List.of("other", link), null, "ada")));
        RecordId withdrawn = append(event(new ControlEvent.KeyWithdrawn(kid, null, "ada")));
        RecordId untouched = append(event(linkCreated("L-" + UUID.randomUUID())));
        for (RecordId record : refused) {
            passOver(record, "of before an upgrade");
        }
        passOver(untouched, "of before an upgrade");

        assertThat(run("retry", "--all", "--yes")).isEqualTo(1);

        assertThat(output())
                .contains(refused.get(0) + "  refused: the log has a later event about what it makes (" + closed + ")")
                .contains(
                        refused.get(1) + "  refused: the log has a later event about what it makes (" + withdrawn + ")")
                .contains(refused.get(2) + "  refused: an event of the log's own")
                .contains(untouched + "  appended as ");
        assertThat(run("list")).isZero();
        assertThat(output().lines()).hasSize(3);
    }

    @Test
    void hashes_of_secrets_arent_shown() throws Exception {
        RecordId created = append(event(linkCreated("L-" + UUID.randomUUID())));

        assertThat(run("show", created.toString(), "--json")).isZero();

        assertThat(output())
                .contains("secretHash")
                .contains("\"readable\":true")
                .doesNotContain("5ecre7");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = EdgepassCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>(List.of("dlt"));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--data", folder.toString()));
        return commandLine.execute(words.toArray(String[]::new));
    }

    private String output() {
        return out.toString();
    }

    private RecordId append(ProducerRecord<byte[], byte[]> message) throws Exception {
        RecordMetadata written = send(message);
        return new RecordId(written.topic(), written.partition(), written.offset());
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> message) throws Exception {
        return producer.send(message).get();
    }

    private void passOver(RecordId record, String reason) throws Exception {
        byte[] letter = new DeadLetter.PassedOver(record, DeadLetter.UNKNOWN_TIME, reason).toBytes();
        send(new ProducerRecord<>(DeadLetter.topicFor(record.topic()), 0, null, letter));
    }

    private static ProducerRecord<byte[], byte[]> event(EdgepassEvent data) {
        LoggedEvent<EdgepassEvent> event =
                new LoggedEvent<>(UUID.randomUUID().toString(), "/test", Instant.now(), data);
        return KafkaMessageFactory.<byte[]>createWriter(EventType.of(data).topic(), utf8("key"))
                .writeBinary(CODEC.encode(event));
    }

    private static ControlEvent revoked(String id) {
        return new ControlEvent.Revoked(id, List.of(new Target(Handle.Kind.LINK, "L")), Effect.CUTOFF, null, "ada");
    }

    private static ControlEvent linkCreated(String id) {
        return new ControlEvent.LinkCreated(id, "5ecre7", LinkTerms.of("a/"), null, null, null, Instant.now(), "ada");
    }

    private static IssuanceEvent token() {
        Instant now = Instant.now();
        return new IssuanceEvent.TokenIssued(new IssuanceEvent.Grant(
                UUID.randomUUID().toString(), "kid", "ada", null, null, List.of("a/"), false, null, now, now, 1));
    }

    private static void assertSame(RecordId record, RecordId other) throws Exception {
        assertThat(read(other))
                .usingRecursiveComparison()
                .ignoringFields("offset", "timestamp")
                .isEqualTo(read(record));
    }

    private static LogRecord read(RecordId id) throws Exception {
        List<LogRecord> records = new ArrayList<>();
        try (KafkaLogSource log = new KafkaLogSource(KAFKA)) {
            log.read(log.extent(id.topic()), records::add);
        }
        return records.stream()
                .filter(message -> message.partition() == id.partition() && message.offset() == id.offset())
                .findFirst()
                .orElseThrow();
    }

    private static long end(String topic) {
        try (KafkaLogSource log = new KafkaLogSource(KAFKA)) {
            return log.extent(topic).partitions().stream()
                    .mapToLong(partition -> partition.end())
                    .sum();
        }
    }

    private static long end(String topic, int partition) {
        try (KafkaLogSource log = new KafkaLogSource(KAFKA)) {
            return log.extent(topic).partitions().get(partition).end();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
