package dev.edgepass.consumer.views;

import static dev.edgepass.consumer.views.core.Reports.opened;
import static dev.edgepass.consumer.views.core.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.UsageEvent;
import dev.edgepass.readmodel.Keys;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.health.contributor.Status;

/** A report counts once, whatever is delivered again, is killed or shares the work. */
@ExtendWith(CleanBackends.class)
class ViewsCountedOnceIT {
    private static final long NOW = System.currentTimeMillis();

    @RegisterExtension
    final CountingService views = new CountingService();

    @Test
    void what_is_delivered_again_and_a_report_that_the_worker_sends_again_change_nothing() {
        UsageEvent report = report("i1", 1, NOW, opened("v-1", "L1", NOW));
        views.log().append(report);
        views.log().append(report);
        views.log().append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
        views.awaitRequests("L1", 2);
        Map<String, String> before = dump();
        ViewsProjection projection = projection();
        int partition = views.log().partitionOf("L1");

        assertThat(projection.apply(partition, 0, views.topicId(), views.read(partition)))
                .isFalse();
        assertThat(projection.apply(partition, 3, "another topic's id", views.read(partition)))
                .isFalse();
        views.redis()
                .getRequiredConnectionFactory()
                .getConnection()
                .serverCommands()
                .flushAll();

        await().atMost(CountingService.PATIENCE)
                .untilAsserted(() -> assertThat(dump()).isEqualTo(before));
    }

    /** The process that folded ends after the write and before the group's commit, and a zombie comes back with what it had read. */
    @Test
    void a_kill_between_write_and_commit_and_a_zombie_count_nothing_twice() {
        views.log().append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        views.awaitRequests("L1", 1);
        views.stop();
        int partition = views.log().partitionOf("L1");
        views.log().append(report("i1", 2, NOW, opened("v-1", "L1", NOW)));
        List<ConsumerRecord<byte[], byte[]>> read = views.read(partition);
        try (CountingService.Redis redis = new CountingService.Redis()) {
            String topicId = Objects.requireNonNull(redis.hash("ep:usage").get("topicId"));
            ViewsProjection killed = redis.projection(change -> {});
            assertThat(killed.apply(partition, 1, topicId, read.subList(1, 2))).isTrue();
            assertThat(killed.apply(partition, 1, topicId, read.subList(1, 2))).isFalse();
        }

        views.start();
        views.log().append(report("i1", 3, NOW, opened("v-1", "L1", NOW)));

        views.awaitRequests("L1", 3);
        assertThat(views.hash("ep:usage")).containsEntry("" + partition, "3");
    }

    @Test
    void two_instances_share_the_partitions_and_one_takes_over_from_the_other() {
        try (TestService other = views.another()) {
            await().atMost(CountingService.PATIENCE).untilAsserted(() -> {
                assertThat(views.detail("positions").split(",")).hasSize(2);
                assertThat(CountingService.detail(other, "positions").split(","))
                        .hasSize(2);
            });
            appendToAllLinks(1);
            for (int link = 0; link < 20; link++) {
                views.awaitRequests("L" + link, 1);
            }
        }
        appendToAllLinks(2);

        for (int link = 0; link < 20; link++) {
            views.awaitRequests("L" + link, 2);
        }
        assertThat(views.health()).isEqualTo(Status.UP);
    }

    private void appendToAllLinks(long number) {
        for (int link = 0; link < 20; link++) {
            views.log().append(report("i1-" + link, number, NOW, opened("v-1", "L" + link, NOW)));
        }
    }

    @Test
    void what_an_observer_throws_keeps_the_change_from_being_stored() {
        views.log().append(report("i1", 1, NOW, opened("v-1", "L1", NOW)));
        views.awaitRequests("L1", 1);
        views.stop();
        int partition = views.log().partitionOf("L1");
        views.log().append(report("i1", 2, NOW, opened("v-2", "L1", NOW)));
        List<ConsumerRecord<byte[], byte[]>> read = views.read(partition);
        try (CountingService.Redis redis = new CountingService.Redis()) {
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
        views.start();
        views.awaitRequests("L1", 2);
    }

    private ViewsProjection projection() {
        return new ViewsProjection(views.redis(), Keys.LIVE, new EventReader(), (message, why) -> {}, change -> {});
    }

    private Map<String, String> dump() {
        Map<String, String> all = new TreeMap<>();
        for (String name : views.redis().keys("ep:*")) {
            all.put(name, new TreeMap<>(views.hash(name)).toString());
        }
        return all;
    }
}
