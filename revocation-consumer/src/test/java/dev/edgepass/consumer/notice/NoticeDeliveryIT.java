package dev.edgepass.consumer.notice;

import static dev.edgepass.consumer.notice.webhook.HostileServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.notice.webhook.HostileServer;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.deadletter.OpenDeadLetters.Open;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.Topics;
import dev.edgepass.local.backup.KafkaLogSource;
import dev.edgepass.local.dlt.DeadLetterTopics;
import dev.edgepass.local.dlt.LogRecords;
import dev.edgepass.local.dlt.LogWriter;
import dev.edgepass.local.dlt.Retry;
import dev.edgepass.local.testing.RealBackends;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** The service on real Kafka and Redis, and receivers with TLS. */
@ExtendWith(CleanBackends.class)
class NoticeDeliveryIT {
    private static final String DESTINATIONS = "edgepass.notices.destinations.";

    @TempDir
    private Path folder;

    private final TestLog log = new TestLog();
    private HostileServer office;
    private HostileServer phone;
    private TestService service;

    @BeforeEach
    void start() throws Exception {
        removeGroups();
        office = HostileServer.https(Files.createDirectory(folder.resolve("office")));
        phone = HostileServer.http(folder);
    }

    @AfterEach
    void stop() throws IOException {
        if (service != null) {
            service.close();
        }
        log.close();
        office.close();
        phone.close();
    }

    /** Of tests before: their topic is gone, its groups aren't at once. */
    private static void removeGroups() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            List<String> groups = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                    .map(group -> group.groupId())
                    .filter(group -> group.startsWith("edgepass-notices"))
                    .toList();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreException(ExecutionException.class)
                    .until(() -> {
                        for (String group : groups) {
                            try {
                                admin.deleteConsumerGroups(List.of(group)).all().get();
                            } catch (ExecutionException e) {
                                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                                    throw e;
                                }
                            }
                        }
                        return true;
                    });
        }
    }

    @Test
    void a_notice_reaches_its_destination_once_however_often_the_log_has_it() {
        startService();
        log.append(notice("L1:first-open", "office"));
        log.append(notice("L1:first-open", "office"));
        log.append(notice("L2:first-open", "office"));

        within().until(() -> office.requests().size() >= 2);

        assertThat(office.requests())
                .extracting(request -> request.headers().get("webhook-id"))
                .containsExactly("L1:first-open", "L2:first-open");
        assertThat(phone.requests()).isEmpty();
        assertThat(counter("edgepass.notices.delivered", "office")).isEqualTo(2);
        assertThat(open()).isEmpty();
    }

    @Test
    void a_destination_that_is_down_gets_its_notices_later_in_order_and_holds_up_no_other_one() {
        office.answer(status(500));
        startService();
        log.append(notice("L1:first-open", "office"));
        log.append(notice("L2:first-open", "office"));
        log.append(notice("L3:first-open", "phone"));

        within().until(() -> office.requests().size() >= 2 && phone.requests().size() == 1);
        assertThat(ids(office)).containsOnly("L1:first-open");
        assertThat(service.health("noticesHealthIndicator")).isEqualTo(Status.UP);
        assertThat(service.healthDetail("noticesHealthIndicator", "destinations"))
                .contains("office=failing since", "the destination answered 500", "phone=ok");
        assertThat(service.bean(MeterRegistry.class)
                        .get("edgepass.notices.failing")
                        .tag("destination", "office")
                        .gauge()
                        .value())
                .isEqualTo(1);

        office.answer(status(204));
        within().until(() -> ids(office).contains("L2:first-open"));

        assertThat(ids(office)).containsSubsequence("L1:first-open", "L2:first-open");
        assertThat(service.healthDetail("noticesHealthIndicator", "destinations"))
                .contains("office=ok");
        assertThat(open()).isEmpty();
    }

    @Test
    void a_notice_that_was_sent_as_the_program_was_killed_comes_again_with_the_same_id() {
        office.answer(status(500));
        startService();
        log.append(notice("L1:first-open", "office"));
        within().until(() -> !office.requests().isEmpty());
        service.close();
        AtomicInteger taken = new AtomicInteger();
        office.answer(out -> {
            taken.incrementAndGet();
            status(204).write(out);
        });

        startService();
        within().until(() -> taken.get() > 0);

        assertThat(ids(office)).hasSizeGreaterThan(1).containsOnly("L1:first-open");
    }

    @Test
    void past_the_limit_a_notice_is_a_dead_letter_that_can_be_retried() {
        office.answer(status(500));
        startService("edgepass.notices.give-up-after=PT1S");
        long offset = log.append(notice("L1:first-open", "office"));

        within().until(() -> open().size() == 1);
        Open letter = open().get(0);
        assertThat(letter.record()).isEqualTo(new RecordId(Topics.NOTICES, 0, offset));
        assertThat(letter.reason())
                .startsWith("the notice first-open of link L1 wasn't delivered to office, after ")
                .endsWith(" attempts: the destination answered 500");
        assertThat(counter("edgepass.notices.given.up", "office")).isEqualTo(1);
        // The next one isn't held up by the one before.
        int before = office.requests().size();
        office.answer(status(204));
        log.append(notice("L2:first-open", "office"));
        within().until(() -> office.requests().size() > before);

        List<String> lines = new ArrayList<>();
        try (LogWriter writer = new LogWriter(RealBackends.kafka());
                KafkaLogSource source = new KafkaLogSource(RealBackends.kafka())) {
            assertThat(new Retry(new LogRecords(source), Optional.of(writer), lines::add).run(List.of(letter.record())))
                    .as("%s", lines)
                    .isTrue();
        }

        within().until(() -> office.requests().size() == before + 2);
        assertThat(ids(office).get(before + 1)).isEqualTo("L1:first-open");
        assertThat(open()).isEmpty();
    }

    @Test
    void a_destination_that_is_gone_is_asked_once() {
        office.answer(status(410));
        startService();
        log.append(notice("L1:first-open", "office"));
        log.append(notice("L2:first-open", "office"));

        within().until(() -> open().size() == 2);

        assertThat(office.requests()).hasSize(1);
        assertThat(open()).allSatisfy(letter -> assertThat(letter.reason()).contains("410 Gone"));
    }

    @Test
    void a_notice_for_an_unknown_destination_and_a_record_that_is_no_notice_are_dead_letters() {
        startService();
        log.append(notice("L1:first-open", "nowhere"));
        log.appendGarbage(Topics.NOTICES);
        log.append(notice("L2:first-open", "office"));

        within().until(() -> open().size() == 2 && office.requests().size() == 1);

        assertThat(open())
                .extracting(Open::reason)
                .containsExactlyInAnyOrder(
                        "the notice first-open of link L1 is for nowhere, which edgepass.notices.destinations hasn't",
                        "not a CloudEvent");
    }

    @Test
    void what_a_removed_destination_didnt_get_is_a_dead_letter_and_one_that_comes_back_gets_only_what_is_new() {
        office.answer(status(500));
        startService();
        log.append(notice("L1:first-open", "office"));
        within().until(() -> !office.requests().isEmpty());
        service.close();
        int before = office.requests().size();

        start(phone());
        log.append(notice("L2:first-open", "office"));
        within().until(() -> open().size() == 2);
        service.close();

        office.answer(status(204));
        startService();
        log.append(notice("L3:first-open", "office"));
        within().until(() -> office.requests().size() > before);
        assertThat(ids(office).subList(before, office.requests().size())).containsExactly("L3:first-open");
    }

    @Test
    void a_new_destination_isnt_told_what_is_a_dead_letter_already() {
        start(phone());
        log.append(notice("L1:first-open", "office"));
        within().until(() -> open().size() == 1);
        service.close();

        startService();
        log.append(notice("L2:first-open", "office"));
        within().until(() -> !office.requests().isEmpty());

        assertThat(ids(office)).containsExactly("L2:first-open");
    }

    private void startService(String... more) {
        start(Stream.of(office(), phone(), Stream.of(more)).flatMap(part -> part));
    }

    private void start(Stream<String> settings) {
        service = TestService.start(
                folder.resolve("feed.jwk"),
                Stream.concat(Stream.of("edgepass.notices.first-retry=PT0.2S"), settings)
                        .toArray(String[]::new));
    }

    private Stream<String> office() {
        return Stream.of(
                DESTINATIONS + "office.url=https://127.0.0.1:" + office.port() + "/hook",
                DESTINATIONS + "office.secret-file=" + secretFile(),
                DESTINATIONS + "office.allow-private=true",
                "edgepass.notices.ssl-bundle=receivers",
                "spring.ssl.bundle.pem.receivers.truststore.certificate=file:" + office.authority());
    }

    private Stream<String> phone() {
        return Stream.of(
                DESTINATIONS + "phone.url=http://127.0.0.1:" + phone.port() + "/",
                DESTINATIONS + "phone.secret-file=" + secretFile(),
                DESTINATIONS + "phone.allow-private=true");
    }

    private Path secretFile() {
        Path file = folder.resolve("secret");
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    private static NoticeRaised notice(String id, String destination) {
        return new NoticeRaised(
                id,
                destination,
                NoticeRaised.Kind.FIRST_OPEN,
                Instant.now(),
                id.substring(0, id.indexOf(':')),
                "label",
                "It was opened for the first time.");
    }

    private static List<String> ids(HostileServer server) {
        return server.requests().stream()
                .map(request -> request.headers().get("webhook-id"))
                .toList();
    }

    private double counter(String name, String destination) {
        return service.bean(MeterRegistry.class)
                .get(name)
                .tags("destination", destination, "kind", "first-open")
                .counter()
                .count();
    }

    private static List<Open> open() {
        try (KafkaLogSource source = new KafkaLogSource(RealBackends.kafka())) {
            return DeadLetterTopics.read(source, Topics.NOTICES).open();
        }
    }

    private static ConditionFactory within() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
