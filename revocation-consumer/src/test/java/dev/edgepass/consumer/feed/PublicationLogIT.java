package dev.edgepass.consumer.feed;

import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.Effect;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.local.testing.RealBackends;
import dev.edgepass.publication.KnownAtEdge;
import dev.edgepass.publication.KnownAtEdge.Between;
import dev.edgepass.publication.KnownAtEdge.Reason;
import dev.edgepass.publication.KnownAtEdge.Unknown;
import dev.edgepass.publication.Publications;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(CleanBackends.class)
class PublicationLogIT {
    private static final String AT_ONCE = "edgepass.feed.record-interval=PT0.05S";
    private static final String NEVER = "edgepass.feed.record-interval=PT1H";
    private static final ConfigResource TOPIC = new ConfigResource(ConfigResource.Type.TOPIC, Topics.PUBLICATIONS);
    private static final String LARGEST = "max.message.bytes";

    @TempDir
    private Path keys;

    private TestLog log;
    private TestFeed feed;

    /** A position that was published, and times by this machine's clock between which it was. */
    private record Published(long position, long after, long before) {}

    @BeforeEach
    void open() {
        log = new TestLog();
        feed = new TestFeed(keys.resolve("feed.jwk"));
    }

    @AfterEach
    void close() {
        feed.close();
        log.close();
    }

    private TestService start(String publisherId, String interval) {
        return TestService.start(
                keys.resolve("feed.jwk"),
                "edgepass.feed.heartbeat=PT1S",
                "edgepass.feed.min-interval=PT0.2S",
                "edgepass.feed.publisher-id=" + publisherId,
                interval);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private Published revoke(String id) {
        long after = System.currentTimeMillis();
        long position = log.append(revoked(id, Effect.CUTOFF, link("L1")));
        feed.awaitPosition(position);
        return new Published(position, after, System.currentTimeMillis());
    }

    private List<FeedPublished> records() {
        EventReader reader = new EventReader();
        return log.read(Topics.PUBLICATIONS).stream()
                .map(message -> reader.publication(message).data())
                .toList();
    }

    private void awaitRecorded(long position) {
        await().until(() -> records().stream()
                .flatMap(published -> published.heads().stream())
                .anyMatch(head -> head.position() >= position));
    }

    private KnownAtEdge knownAtEdge(long position) {
        Publications publications = new Publications();
        records().forEach(publications::add);
        return publications.of(feed.head().topicId(), position);
    }

    private void assertKnown(Published published) {
        assertThat(knownAtEdge(published.position())).isInstanceOfSatisfying(Between.class, known -> {
            assertThat(known.notBefore()).isLessThanOrEqualTo(published.before());
            assertThat(known.atTheLatest()).isGreaterThanOrEqualTo(published.after() + KnownAtEdge.BOUND_MILLIS);
        });
    }

    /** As where the topic's disk is full, or the consumer may not write it: no answer of Kafka about anything else changes. */
    private static void letTheTopicTakeRecordsOf(String bytes) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            admin.incrementalAlterConfigs(Map.of(
                            TOPIC,
                            List.of(new AlterConfigOp(new ConfigEntry(LARGEST, bytes), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await().until(() -> Objects.requireNonNull(
                            admin.describeConfigs(List.of(TOPIC)).all().get().get(TOPIC))
                    .get(LARGEST)
                    .value()
                    .equals(bytes));
        }
    }

    private static double unrecorded(TestService service) {
        return service.bean(MeterRegistry.class)
                .get("edgepass.feed.unrecorded")
                .gauge()
                .value();
    }

    @Test
    void a_position_is_recorded_with_the_time_between_its_head_s_write_and_r2_s_acknowledgement() {
        try (TestService service = start("p1", AT_ONCE)) {
            feed.awaitPosition(0);
            Published first = revoke("R1");
            Published second = revoke("R2");
            awaitRecorded(second.position());

            FeedHead head = feed.head();
            assertThat(records()).allSatisfy(published -> {
                assertThat(published.publisher()).isEqualTo("p1");
                assertThat(published.topicId()).isEqualTo(head.topicId());
                assertThat(published.term()).isEqualTo(head.term());
            });
            assertThat(knownAtEdge(second.position())).isInstanceOfSatisfying(Between.class, known -> {
                assertThat(known.notBefore()).isBetween(second.after(), second.before());
                assertThat(known.atTheLatest()).isGreaterThanOrEqualTo(known.notBefore() + KnownAtEdge.BOUND_MILLIS);
            });
            assertKnown(second);
            assertThat(knownAtEdge(second.position() + 1)).isEqualTo(new Unknown(Reason.NOT_RECORDED));
            assertThat(first.position()).isLessThan(second.position());
            await().untilAsserted(() -> assertThat(service.healthDetail("feedHealthIndicator", "unrecorded"))
                    .isEqualTo("0"));
        }
    }

    @Test
    void heartbeats_that_raise_nothing_are_not_recorded() {
        try (TestService service = start("p1", AT_ONCE)) {
            Published first = revoke("R1");
            awaitRecorded(first.position());
            long sequence = feed.head().sequence();
            feed.await(head -> head.sequence() >= sequence + 3);
            Published second = revoke("R2");
            awaitRecorded(second.position());

            List<FeedPublished.Head> heads = records().stream()
                    .flatMap(published -> published.heads().stream())
                    .toList();
            assertThat(heads).extracting(FeedPublished.Head::position).doesNotHaveDuplicates();
            assertThat(heads.get(heads.size() - 1).sequence()).isGreaterThanOrEqualTo(sequence + 3);
            assertThat(unrecorded(service)).isZero();
            assertKnown(second);
        }
    }

    @Test
    void a_service_that_is_stopped_records_what_is_left() {
        Published first;
        try (TestService service = start("p1", NEVER)) {
            first = revoke("R1");
            await().until(() -> unrecorded(service) >= 1);
            assertThat(records()).isEmpty();
        }

        assertThat(records())
                .singleElement()
                .satisfies(published -> assertThat(published.heads())
                        .extracting(FeedPublished.Head::position)
                        .contains(first.position()));
    }

    @Test
    void what_a_publisher_could_not_record_is_bounded_by_the_head_that_its_successor_finds() throws Exception {
        Published lost;
        try (TestService service = start("p1", AT_ONCE)) {
            awaitRecorded(revoke("R1").position());
            letTheTopicTakeRecordsOf("10");
            lost = revoke("R2");
            await().until(() -> service.bean(MeterRegistry.class)
                            .get("edgepass.feed.record.failures")
                            .counter()
                            .count()
                    >= 1);
        }
        assertThat(knownAtEdge(lost.position())).isEqualTo(new Unknown(Reason.NOT_RECORDED));
        letTheTopicTakeRecordsOf("1048588");
        try (TestService successor = start("p2", AT_ONCE)) {
            feed.await(head -> head.publisher().equals("p2"));
            Published next = revoke("R3");
            awaitRecorded(next.position());

            assertKnown(lost);
            assertKnown(next);
            assertThat(records())
                    .filteredOn(published -> published.publisher().equals("p2"))
                    .first()
                    .satisfies(published -> assertThat(published.after()).satisfies(found -> {
                        assertThat(found.isFound()).isTrue();
                        assertThat(found.position()).isEqualTo(lost.position());
                    }));
            assertThat(unrecorded(successor)).isZero();
        }
    }

    @Test
    void while_kafka_takes_no_record_heads_go_on_and_later_all_of_them_are_recorded() throws Exception {
        try (TestService service = start("p1", AT_ONCE)) {
            awaitRecorded(revoke("R1").position());
            letTheTopicTakeRecordsOf("10");
            Published second = revoke("R2");
            Published third = revoke("R3");
            await().until(() -> unrecorded(service) >= 2);
            assertThat(service.bean(MeterRegistry.class)
                            .get("edgepass.feed.unrecorded.age")
                            .gauge()
                            .value())
                    .isPositive();
            letTheTopicTakeRecordsOf("1048588");
            awaitRecorded(third.position());

            assertKnown(second);
            assertKnown(third);
            await().until(() -> unrecorded(service) == 0);
        }
    }
}
