package dev.edgepass.consumer.views;

import static dev.edgepass.consumer.views.core.Reports.MINUTE;
import static dev.edgepass.consumer.views.core.Reports.opened;
import static dev.edgepass.consumer.views.core.Reports.refused;
import static dev.edgepass.consumer.views.core.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UsageEvent;
import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewerErased;
import dev.edgepass.local.testing.CutProxy;
import dev.edgepass.local.testing.RealBackends;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.ReadModelJson;
import dev.edgepass.readmodel.ViewCounts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What reports become in Redis, on real Kafka, whatever comes twice, goes away or is taken over. */
@ExtendWith(CleanBackends.class)
class ViewsIT {
    private static final String HEALTH = "viewsProjectionHealthIndicator";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long NOW = System.currentTimeMillis();

    @TempDir
    private Path keys;

    private TestLog log;
    private TestService service;

    @BeforeEach
    void start() {
        log = new TestLog();
        service = TestService.start(keys.resolve("feed.jwk"));
    }

    @AfterEach
    void stop() {
        service.close();
        log.close();
    }

    @Test
    void reports_become_counts_receipts_grants_and_locations() {
        TokenViews opened = opened("v-1", "L1", NOW);
        int partition = log.partitionOf("L1");
        log.append(report("i1", 1, NOW, opened));
        log.append(report(
                "i1", 2, NOW + 5, refused("v-1", "L1", new Refused("revoked", "lnk:L1", 2, NOW + 1, NOW + 5, 10, 12))));

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(hash("ep:receipts:" + partition + ":lnk:L1")).hasSize(1));
        assertThat(hash("ep:views:L1").get("v-1"))
                .isEqualTo("{\"opens\":1,\"requests\":1,\"bytes\":1000,\"objects\":1,\"firstAt\":" + NOW
                        + ",\"lastAt\":" + NOW + ",\"lastOpenedAt\":" + NOW
                        + ",\"countries\":{\"DE\":1},\"refusals\":{\"revoked\":2},\"lastRefusedAt\":" + (NOW + 5)
                        + ",\"audience\":{\"week\":" + opened.week()
                        + ",\"countries\":[\"DE\"],\"networks\":[\"0000aaaa\"]}}");
        assertThat(hash("ep:views:L1").get("*")).isEqualTo(hash("ep:views:L1").get("v-1"));
        assertThat(hash("ep:receipts:" + partition + ":lnk:L1"))
                .isEqualTo(Map.of(
                        "FRA",
                        "{\"firstAt\":" + (NOW + 1) + ",\"firstPosition\":10,\"lastAt\":" + (NOW + 5)
                                + ",\"lastPosition\":12}"));
        assertThat(hash("ep:grants:" + partition + ":lnk:L1")).isEqualTo(Map.of("FRA", "[[5," + NOW + "]]"));
        assertThat(hash("ep:grants:" + partition + ":sub:v-1")).isEqualTo(Map.of("FRA", "[[5," + NOW + "]]"));
        assertThat(hash("ep:locations:" + partition)).isEqualTo(Map.of("FRA", Long.toString(NOW + 5)));
        assertThat(hash("ep:isolates:" + partition).get("i1")).startsWith("2:");
        assertThat(hash("ep:usage"))
                .containsEntry(
                        "complete:" + partition,
                        Long.toString(read(partition).get(0).timestamp()))
                .containsEntry("" + partition, "2")
                .containsKey("topicId");
    }

    @Test
    void receipts_and_grants_expire_120_days_after_the_record_and_counts_dont() {
        int partition = log.partitionOf("L1");
        log.append(report(
                "i1",
                1,
                NOW,
                opened("v-1", "L1", NOW),
                refused("v-2", "L1", new Refused("revoked", "lnk:L1", 2, NOW + 1, NOW + 5, 10, 12))));
        awaitRequests("L1", 1);
        long end = read(partition).get(0).timestamp() / 1_000
                + Duration.ofDays(120).toSeconds();

        for (String key : List.of("receipts:" + partition + ":lnk:L1", "grants:" + partition + ":sub:v-1")) {
            assertThat(secondsLeft("ep:" + key) + System.currentTimeMillis() / 1_000)
                    .as(key)
                    .isBetween(end - 2, end + 2);
        }
        assertThat(secondsLeft("ep:views:L1")).isEqualTo(-1);
    }

    private long secondsLeft(String key) {
        return Objects.requireNonNull(service.redis().getExpire(key));
    }

    /** Whatever it is; here something else is where a link's counts should be. */
    @Test
    void a_partition_that_fails_holds_up_no_other_and_goes_on_once_it_can() {
        String other = IntStream.range(2, 100)
                .mapToObj(i -> "L" + i)
                .filter(link -> log.partitionOf(link) != log.partitionOf("L1"))
                .findFirst()
                .orElseThrow();
        service.redis().opsForValue().set("ep:views:L1", "not a hash");
        log.append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.health(HEALTH)).isEqualTo(Status.DOWN));

        for (int number = 1; number <= 3; number++) {
            log.append(report("i2", number, NOW, opened("v-1", other, NOW)));
            awaitRequests(other, number);
        }
        log.append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
        assertThat(service.health(HEALTH)).isEqualTo(Status.DOWN);
        service.redis().delete("ep:views:L1");

        awaitRequests("L1", 2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.health(HEALTH)).isEqualTo(Status.UP));
        assertThat(hash("ep:isolates:" + log.partitionOf("L1")).get("i1")).startsWith("2:");
        assertThat(hash("ep:views:" + other).get("*")).contains("\"requests\":3");
    }

    @Test
    void an_erased_viewer_leaves_nothing_but_that() {
        log.append(report("i1", 1, NOW, opened("v-1", "L1", NOW), opened("v-2", "L1", NOW)));
        log.append(new ViewerErased("L1", "v-1", "ada"));
        log.append(report("i1", 2, NOW, opened("v-1", "L1", NOW + 40 * MINUTE)));
        awaitRequests("L1", 2);
        await().untilAsserted(() -> assertThat(hash("ep:views:L1")).containsEntry("v-1", "{\"erased\":true}"));

        assertThat(service.redis().keys("ep:*sub:v-1")).isEmpty();
        assertThat(service.redis().keys("ep:*sub:v-2")).hasSize(1);
    }

    @Test
    void what_is_delivered_again_and_a_report_that_the_worker_sends_again_change_nothing() {
        UsageEvent report = report("i1", 1, NOW, opened("v-1", "L1", NOW));
        log.append(report);
        log.append(report);
        log.append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
        awaitRequests("L1", 2);
        Map<String, String> before = dump();
        ViewsProjection projection = projection();
        int partition = log.partitionOf("L1");

        assertThat(projection.apply(partition, 0, topicId(), read(partition))).isFalse();
        assertThat(projection.apply(partition, 3, "another topic's id", read(partition)))
                .isFalse();
        service.redis()
                .getRequiredConnectionFactory()
                .getConnection()
                .serverCommands()
                .flushAll();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(dump()).isEqualTo(before));
    }

    /** The process that folded ends after the write and before the group's commit, and a zombie comes back with what it had read. */
    @Test
    void a_kill_between_write_and_commit_and_a_zombie_count_nothing_twice() {
        log.append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        awaitRequests("L1", 1);
        service.close();
        int partition = log.partitionOf("L1");
        log.append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
        List<ConsumerRecord<byte[], byte[]>> read = read(partition);
        try (Redis redis = new Redis()) {
            String topicId = Objects.requireNonNull(redis.hash("ep:usage").get("topicId"));
            ViewsProjection killed = redis.projection(change -> {});
            assertThat(killed.apply(partition, 1, topicId, read.subList(1, 2))).isTrue();
            assertThat(killed.apply(partition, 1, topicId, read.subList(1, 2))).isFalse();
        }

        service = TestService.start(keys.resolve("feed.jwk"));
        log.append(report("i1", 3, NOW, opened("v-1", "L1", NOW)));

        awaitRequests("L1", 3);
        assertThat(hash("ep:usage")).containsEntry("" + partition, "3");
    }

    @Test
    void two_instances_share_the_partitions_and_one_takes_over_from_the_other() {
        try (TestService other = TestService.start(keys.resolve("feed.jwk"))) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(service.healthDetail(HEALTH, "positions").split(",")).hasSize(2);
                assertThat(other.healthDetail(HEALTH, "positions").split(",")).hasSize(2);
            });
            appendToAllLinks(1);
            for (int link = 0; link < 20; link++) {
                awaitRequests("L" + link, 1);
            }
        }
        appendToAllLinks(2);

        for (int link = 0; link < 20; link++) {
            awaitRequests("L" + link, 2);
        }
        assertThat(service.health(HEALTH)).isEqualTo(Status.UP);
    }

    private void appendToAllLinks(long number) {
        for (int link = 0; link < 20; link++) {
            log.append(report("i1-" + link, number, NOW, opened("v-1", "L" + link, NOW)));
        }
    }

    @Test
    void while_redis_is_away_nothing_is_lost() {
        service.close();
        RealBackends.HostAndPort redis = RealBackends.redis();
        URI target = URI.create("redis://" + redis.host() + ":" + redis.port());
        try (CutProxy proxy = new CutProxy(target)) {
            service = TestService.start(
                    keys.resolve("feed.jwk"),
                    "spring.data.redis.host=127.0.0.1",
                    "spring.data.redis.port=" + proxy.in(target).getPort(),
                    "spring.data.redis.timeout=1s");
            log.append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
            awaitRequests("L1", 1);

            proxy.cut();
            log.append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
            log.appendGarbage(Topics.USAGE);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(service.health(HEALTH)).isEqualTo(Status.DOWN));
            proxy.heal();

            awaitRequests("L1", 2);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(service.health(HEALTH)).isEqualTo(Status.UP));
            assertThat(log.read(Topics.USAGE + Topics.DEAD_LETTER_SUFFIX))
                    .as("one letter, however often it was tried")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_record_that_cant_be_read_goes_to_the_dead_letters_once_and_the_fold_goes_on() {
        log.appendGarbage(Topics.USAGE);
        for (int link = 0; link < 20; link++) {
            log.append(report("i-" + link, 1, NOW, opened("v-1", "L" + link, NOW)));
        }

        for (int link = 0; link < 20; link++) {
            awaitRequests("L" + link, 1);
        }
        long recordTime = log.read(Topics.USAGE).get(0).timestamp();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.read(Topics.USAGE + Topics.DEAD_LETTER_SUFFIX))
                        .singleElement()
                        .satisfies(letter -> assertThat(letter.value())
                                .asString(StandardCharsets.UTF_8)
                                .isEqualTo("{\"topic\":\"edgepass.usage\",\"partition\":0,\"offset\":0,"
                                        + "\"recordTime\":" + recordTime + ",\"reason\":\"not a CloudEvent\"}")));
    }

    @Test
    void counts_are_complete_from_the_first_record_on_that_kafka_still_has() throws Exception {
        log.append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        log.append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
        awaitRequests("L1", 2);
        service.close();
        int partition = log.partitionOf("L1");
        long recordTime = read(partition).get(1).timestamp();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            admin.deleteRecords(Map.of(new TopicPartition(Topics.USAGE, partition), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
        try (Redis redis = new Redis()) {
            redis.template.delete(redis.template.keys("ep:*"));
        }

        service = TestService.start(keys.resolve("feed.jwk"));

        awaitRequests("L1", 1);
        assertThat(hash("ep:usage")).containsEntry("complete:" + partition, Long.toString(recordTime));
    }

    @Test
    void a_topic_that_was_made_anew_stops_the_counts_with_an_alarm_and_nothing_else() throws Exception {
        log.append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        awaitRequests("L1", 1);
        service.close();
        TestLog.clean(Set.of(Topics.USAGE));
        service = TestService.start(keys.resolve("feed.jwk"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.health(HEALTH)).isEqualTo(Status.DOWN));
        assertThat(service.healthDetail(HEALTH, "detail")).contains("the log is another one");
        assertThat(service.healthDetail(HEALTH, "state")).isEqualTo("HALTED");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(service.healthGroup("readiness")).isEqualTo(200));
        assertThat(service.healthGroup("liveness")).isEqualTo(200);
        log.append(report("i1", 7, NOW, opened("v-1", "L1", NOW)));

        service.redis().delete(service.redis().keys("ep:*"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.health(HEALTH)).isEqualTo(Status.UP));
        awaitRequests("L1", 1);
        assertThat(hash("ep:isolates:" + log.partitionOf("L1")).get("i1")).startsWith("7:");
    }

    @Test
    void a_log_that_was_cut_and_grew_again_stops_the_counts_until_the_right_one_is_back() {
        log.append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        awaitRequests("L1", 1);
        service.close();
        String field = "usage:" + log.partitionOf("L1");
        try (Redis redis = new Redis()) {
            String right = Objects.requireNonNull(redis.hash("ep:marks").get(field));
            // As if the log had another record before that position than the one which was folded in.
            redis.template.opsForHash().put("ep:marks", field, "1:1");
            log.append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
            service = TestService.start(keys.resolve("feed.jwk"));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(service.healthDetail(HEALTH, "detail")).contains("cut and grew again"));
            assertThat(hash("ep:usage")).containsEntry("" + log.partitionOf("L1"), "1");

            redis.template.opsForHash().put("ep:marks", field, right);

            awaitRequests("L1", 2);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(service.health(HEALTH)).isEqualTo(Status.UP));
        }
    }

    @Test
    void what_an_observer_throws_keeps_the_change_from_being_stored() {
        log.append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        awaitRequests("L1", 1);
        service.close();
        int partition = log.partitionOf("L1");
        log.append(report("i1", 2, NOW, opened("v-2", "L1", NOW)));
        List<ConsumerRecord<byte[], byte[]>> read = read(partition);
        try (Redis redis = new Redis()) {
            String topicId = Objects.requireNonNull(redis.hash("ep:usage").get("topicId"));
            ViewsProjection failing = redis.projection(change -> {
                assertThat(change.before().requests()).isEqualTo(1);
                assertThat(change.after().requests()).isEqualTo(2);
                assertThat(change.viewers()).containsOnlyKeys("v-2");
                throw new IllegalStateException("not stored: " + change.partition() + "@" + change.offset());
            });

            assertThatThrownBy(() -> failing.apply(partition, 1, topicId, read.subList(1, 2)))
                    .hasMessage("not stored: " + partition + "@1");

            assertThat(redis.hash("ep:usage")).containsEntry("" + partition, "1");
        }
        service = TestService.start(keys.resolve("feed.jwk"));
        awaitRequests("L1", 2);
    }

    /** Redis without the service. */
    private static final class Redis implements AutoCloseable {
        private final LettuceConnectionFactory connections = new LettuceConnectionFactory(
                RealBackends.redis().host(), RealBackends.redis().port());
        private final StringRedisTemplate template;

        Redis() {
            connections.afterPropertiesSet();
            connections.start();
            template = new StringRedisTemplate(connections);
        }

        ViewsProjection projection(ViewsObserver observer) {
            return new ViewsProjection(template, Keys.LIVE, new EventReader(), (message, why) -> {}, observer);
        }

        Map<String, String> hash(String key) {
            return template.<String, String>opsForHash().entries(key);
        }

        @Override
        public void close() {
            connections.destroy();
        }
    }

    private ViewsProjection projection() {
        return new ViewsProjection(service.redis(), Keys.LIVE, new EventReader(), (message, why) -> {}, change -> {});
    }

    private String topicId() {
        return Objects.requireNonNull(hash("ep:usage").get("topicId"));
    }

    private List<ConsumerRecord<byte[], byte[]>> read(int partition) {
        return log.read(Topics.USAGE, partition);
    }

    private void awaitRequests(String link, long requests) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            String json = hash("ep:views:" + link).get(ViewCounts.ALL_VIEWERS);
            assertThat(json).isNotNull();
            assertThat(ReadModelJson.read(json, ViewCounts.class).requests()).isEqualTo(requests);
        });
    }

    private Map<String, String> hash(String key) {
        return service.redis().<String, String>opsForHash().entries(key);
    }

    private Map<String, String> dump() {
        Map<String, String> all = new TreeMap<>();
        for (String name : service.redis().keys("ep:*")) {
            all.put(name, new TreeMap<>(hash(name)).toString());
        }
        return all;
    }
}
