package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LinkWords;
import dev.edgepass.event.Target;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UsageEvent;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.feed.Handle;
import dev.edgepass.local.backup.KafkaLogSource;
import dev.edgepass.local.backup.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What was passed over is appended anew. */
class DltRetryIT extends DltCommands {
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

    private static ControlEvent revoked(String id) {
        return new ControlEvent.Revoked(id, List.of(new Target(Handle.Kind.LINK, "L")), Effect.CUTOFF, null, "ada");
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

    private static long end(String topic, int partition) {
        try (KafkaLogSource log = new KafkaLogSource(KAFKA)) {
            return log.extent(topic).partitions().get(partition).end();
        }
    }
}
