package dev.edgepass.consumer.views;

import static dev.edgepass.consumer.views.core.Reports.opened;
import static dev.edgepass.consumer.views.core.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.event.Topics;
import dev.edgepass.local.testing.CutProxy;
import dev.edgepass.local.testing.RealBackends;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.health.contributor.Status;

/** What goes wrong below the counting of views, and how it goes on. */
@ExtendWith(CleanBackends.class)
class ViewsOutageIT {
    private static final long NOW = System.currentTimeMillis();

    @RegisterExtension
    final CountingService views = new CountingService();

    /** Whatever it is; here something else is where a link's counts should be. */
    @Test
    void a_partition_that_fails_holds_up_no_other_and_goes_on_once_it_can() {
        String other = IntStream.range(2, 100)
                .mapToObj(i -> "L" + i)
                .filter(link -> views.log().partitionOf(link) != views.log().partitionOf("L1"))
                .findFirst()
                .orElseThrow();
        views.redis().opsForValue().set("ep:views:L1", "not a hash");
        views.log().append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        views.awaitHealth(Status.DOWN);

        for (int number = 1; number <= 3; number++) {
            views.log().append(report("i2", number, NOW, opened("v-1", other, NOW)));
            views.awaitRequests(other, number);
        }
        views.log().append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
        assertThat(views.health()).isEqualTo(Status.DOWN);
        views.redis().delete("ep:views:L1");

        views.awaitRequests("L1", 2);
        views.awaitHealth(Status.UP);
        assertThat(views.hash("ep:isolates:" + views.log().partitionOf("L1")).get("i1"))
                .startsWith("2:");
        assertThat(views.hash("ep:views:" + other).get("*")).contains("\"requests\":3");
    }

    @Test
    void while_redis_is_away_nothing_is_lost() {
        views.stop();
        RealBackends.HostAndPort redis = RealBackends.redis();
        URI target = URI.create("redis://" + redis.host() + ":" + redis.port());
        try (CutProxy proxy = new CutProxy(target)) {
            views.start(
                    "spring.data.redis.host=127.0.0.1",
                    "spring.data.redis.port=" + proxy.in(target).getPort(),
                    "spring.data.redis.timeout=1s");
            views.log().append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
            views.awaitRequests("L1", 1);

            proxy.cut();
            views.log().append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
            views.log().appendGarbage(Topics.USAGE);
            views.awaitHealth(Status.DOWN);
            proxy.heal();

            views.awaitRequests("L1", 2);
            views.awaitHealth(Status.UP);
            assertThat(views.log().read(Topics.USAGE + Topics.DEAD_LETTER_SUFFIX))
                    .as("one letter, however often it was tried")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_topic_that_was_made_anew_stops_the_counts_with_an_alarm_and_nothing_else() throws Exception {
        views.log().append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        views.awaitRequests("L1", 1);
        views.stop();
        TestLog.clean(Set.of(Topics.USAGE));
        views.start();
        views.awaitHealth(Status.DOWN);
        assertThat(views.detail("detail")).contains("the log is another one");
        assertThat(views.detail("state")).isEqualTo("HALTED");
        await().atMost(CountingService.PATIENCE)
                .untilAsserted(() -> assertThat(views.groupStatus("readiness")).isEqualTo(200));
        assertThat(views.groupStatus("liveness")).isEqualTo(200);
        views.log().append(report("i1", 7, NOW, opened("v-1", "L1", NOW)));

        views.redis().delete(views.redis().keys("ep:*"));

        views.awaitHealth(Status.UP);
        views.awaitRequests("L1", 1);
        assertThat(views.hash("ep:isolates:" + views.log().partitionOf("L1")).get("i1"))
                .startsWith("7:");
    }

    @Test
    void a_log_that_was_cut_and_grew_again_stops_the_counts_until_the_right_one_is_back() {
        views.log().append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        views.awaitRequests("L1", 1);
        views.stop();
        String field = "usage:" + views.log().partitionOf("L1");
        try (CountingService.Redis redis = new CountingService.Redis()) {
            String right = Objects.requireNonNull(redis.hash("ep:marks").get(field));
            // As if the log had another record before that position than the one which was folded in.
            redis.template.opsForHash().put("ep:marks", field, "1:1");
            views.log().append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
            views.start();
            await().atMost(CountingService.PATIENCE)
                    .untilAsserted(() -> assertThat(views.detail("detail")).contains("cut and grew again"));
            assertThat(views.hash("ep:usage")).containsEntry("" + views.log().partitionOf("L1"), "1");

            redis.template.opsForHash().put("ep:marks", field, right);

            views.awaitRequests("L1", 2);
            views.awaitHealth(Status.UP);
        }
    }
}
