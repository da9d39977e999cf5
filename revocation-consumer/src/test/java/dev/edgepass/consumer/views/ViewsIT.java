package dev.edgepass.consumer.views;

import static dev.edgepass.consumer.views.core.Reports.MINUTE;
import static dev.edgepass.consumer.views.core.Reports.opened;
import static dev.edgepass.consumer.views.core.Reports.refused;
import static dev.edgepass.consumer.views.core.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewerErased;
import dev.edgepass.local.testing.RealBackends;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What reports become in Redis, on real Kafka. */
@ExtendWith(CleanBackends.class)
class ViewsIT {
    private static final long NOW = System.currentTimeMillis();

    @RegisterExtension
    final CountingService views = new CountingService();

    @Test
    void reports_become_counts_receipts_grants_and_locations() {
        TokenViews opened = opened("v-1", "L1", NOW);
        int partition = views.log().partitionOf("L1");
        views.log().append(report("i1", 1, NOW, opened));
        views.log()
                .append(report(
                        "i1",
                        2,
                        NOW + 5,
                        refused("v-1", "L1", new Refused("revoked", "lnk:L1", 2, NOW + 1, NOW + 5, 10, 12))));

        await().atMost(CountingService.PATIENCE)
                .untilAsserted(() -> assertThat(views.hash("ep:receipts:" + partition + ":lnk:L1"))
                        .hasSize(1));
        assertThat(views.hash("ep:views:L1").get("v-1"))
                .isEqualTo("{\"opens\":1,\"requests\":1,\"bytes\":1000,\"objects\":1,\"firstAt\":" + NOW
                        + ",\"lastAt\":" + NOW + ",\"lastOpenedAt\":" + NOW
                        + ",\"countries\":{\"DE\":1},\"refusals\":{\"revoked\":2},\"lastRefusedAt\":" + (NOW + 5)
                        + ",\"audience\":{\"week\":" + opened.week()
                        + ",\"countries\":[\"DE\"],\"networks\":[\"0000aaaa\"]}}");
        assertThat(views.hash("ep:views:L1").get("*"))
                .isEqualTo(views.hash("ep:views:L1").get("v-1"));
        assertThat(views.hash("ep:receipts:" + partition + ":lnk:L1"))
                .isEqualTo(Map.of(
                        "FRA",
                        "{\"firstAt\":" + (NOW + 1) + ",\"firstPosition\":10,\"lastAt\":" + (NOW + 5)
                                + ",\"lastPosition\":12}"));
        assertThat(views.hash("ep:grants:" + partition + ":lnk:L1")).isEqualTo(Map.of("FRA", "[[5," + NOW + "]]"));
        assertThat(views.hash("ep:grants:" + partition + ":sub:v-1")).isEqualTo(Map.of("FRA", "[[5," + NOW + "]]"));
        assertThat(views.hash("ep:locations:" + partition)).isEqualTo(Map.of("FRA", Long.toString(NOW + 5)));
        assertThat(views.hash("ep:isolates:" + partition).get("i1")).startsWith("2:");
        assertThat(views.hash("ep:usage"))
                .containsEntry(
                        "complete:" + partition,
                        Long.toString(views.read(partition).get(0).timestamp()))
                .containsEntry("" + partition, "2")
                .containsKey("topicId");
    }

    @Test
    void receipts_and_grants_expire_120_days_after_the_record_and_counts_dont() {
        int partition = views.log().partitionOf("L1");
        views.log()
                .append(report(
                        "i1",
                        1,
                        NOW,
                        opened("v-1", "L1", NOW),
                        refused("v-2", "L1", new Refused("revoked", "lnk:L1", 2, NOW + 1, NOW + 5, 10, 12))));
        views.awaitRequests("L1", 1);
        long end = views.read(partition).get(0).timestamp() / 1_000
                + Duration.ofDays(120).toSeconds();

        for (String key : List.of("receipts:" + partition + ":lnk:L1", "grants:" + partition + ":sub:v-1")) {
            assertThat(secondsLeft("ep:" + key) + System.currentTimeMillis() / 1_000)
                    .as(key)
                    .isBetween(end - 2, end + 2);
        }
        assertThat(secondsLeft("ep:views:L1")).isEqualTo(-1);
    }

    private long secondsLeft(String key) {
        return Objects.requireNonNull(views.redis().getExpire(key));
    }

    @Test
    void an_erased_viewer_leaves_nothing_but_that() {
        views.log().append(report("i1", 1, NOW, opened("v-1", "L1", NOW), opened("v-2", "L1", NOW)));
        views.log().append(new ViewerErased("L1", "v-1", "ada"));
        views.log().append(report("i1", 2, NOW, opened("v-1", "L1", NOW + 40 * MINUTE)));
        views.awaitRequests("L1", 2);
        await().untilAsserted(() -> assertThat(views.hash("ep:views:L1")).containsEntry("v-1", "{\"erased\":true}"));

        assertThat(views.redis().keys("ep:*sub:v-1")).isEmpty();
        assertThat(views.redis().keys("ep:*sub:v-2")).hasSize(1);
    }

    @Test
    void a_record_that_cant_be_read_goes_to_the_dead_letters_once_and_the_fold_goes_on() {
        views.log().appendGarbage(Topics.USAGE);
        for (int link = 0; link < 20; link++) {
            views.log().append(report("i-" + link, 1, NOW, opened("v-1", "L" + link, NOW)));
        }

        for (int link = 0; link < 20; link++) {
            views.awaitRequests("L" + link, 1);
        }
        long recordTime = views.log().read(Topics.USAGE).get(0).timestamp();
        await().atMost(CountingService.PATIENCE)
                .untilAsserted(() -> assertThat(views.log().read(Topics.USAGE + Topics.DEAD_LETTER_SUFFIX))
                        .singleElement()
                        .satisfies(letter -> assertThat(letter.value())
                                .asString(StandardCharsets.UTF_8)
                                .isEqualTo("{\"topic\":\"edgepass.usage\",\"partition\":0,\"offset\":0,"
                                        + "\"recordTime\":" + recordTime + ",\"reason\":\"not a CloudEvent\"}")));
    }

    @Test
    void counts_are_complete_from_the_first_record_on_that_kafka_still_has() throws Exception {
        views.log().append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        views.log().append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
        views.awaitRequests("L1", 2);
        views.stop();
        int partition = views.log().partitionOf("L1");
        long recordTime = views.read(partition).get(1).timestamp();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            admin.deleteRecords(Map.of(new TopicPartition(Topics.USAGE, partition), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
        try (CountingService.Redis redis = new CountingService.Redis()) {
            redis.template.delete(redis.template.keys("ep:*"));
        }

        views.start();

        views.awaitRequests("L1", 1);
        assertThat(views.hash("ep:usage")).containsEntry("complete:" + partition, Long.toString(recordTime));
    }
}
