package dev.edgepass.consumer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.consumer.views.core.Reports;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UsageEvent;
import dev.edgepass.local.testing.RealBackends;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The counts of views in a replay. */
@ExtendWith(CleanBackends.class)
class ViewsReplayIT {
    @TempDir
    private Path keys;

    private TestService service;
    private ReplayCall replay;

    @BeforeEach
    void start() {
        service = TestService.start(keys.resolve("feed.jwk"));
        replay = new ReplayCall(keys.resolve("feed.jwk"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void counts_of_views_are_the_same_in_a_replay_whatever_came_twice_and_a_wrong_one_is_found() {
        reportViews();

        assertThat(replay.run(List.of("--dry-run"))).as(replay.printed()).isZero();

        assertThat(replay.printed()).contains(" 0 differences").doesNotContain("not compared");
        service.redis().opsForHash().put("ep:views:L1", "v-1", "{\"opens\":7}");
        service.redis().opsForHash().put("ep:views:L1", "v-9", "{\"opens\":1}");
        replay.forgetOutput();

        assertThat(replay.run(List.of("--dry-run"))).isEqualTo(1);

        assertThat(replay.printed())
                .contains("different: views:L1 v-1: ")
                .contains("different: views:L1 v-9: live has {\"opens\":1}, replay has none")
                .contains(" 2 differences");
    }

    @Test
    void counts_of_which_kafka_has_lost_a_report_are_said_not_to_be_compared() throws Exception {
        reportViews();
        int partition;
        try (TestLog log = new TestLog()) {
            partition = log.partitionOf("L1");
        }
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            admin.deleteRecords(Map.of(new TopicPartition(Topics.USAGE, partition), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }

        assertThat(replay.run(List.of("--dry-run"))).as(replay.printed()).isZero();

        assertThat(replay.printed())
                .contains("not compared: the counts of views")
                .contains(" 0 differences");
    }

    /** With a report that comes twice, a view of a token without a link, an erasure and what can't be read. */
    private void reportViews() {
        long now = System.currentTimeMillis();
        try (TestLog log = new TestLog()) {
            log.append(Reports.report("i1", 1, now, Reports.opened("v-1", "L1", now)));
            log.append(Reports.report("i1", 1, now, Reports.opened("v-1", "L1", now)));
            log.append(Reports.report("i2", 1, now, Reports.opened("v-2", "L1", now)));
            log.append(new UsageEvent.ViewerErased("L1", "v-2", "ada"));
            log.append(Reports.report(
                    "i1",
                    2,
                    now,
                    Reports.refused("v-1", "L1", new UsageEvent.Refused("revoked", "lnk:L1", 1, now, now, 7, 7))));
            log.append(Reports.report("i1", 1, now, Reports.opened("u-1", null, now)));
            log.appendGarbage(Topics.USAGE);
            long ends = log.append(Reports.report("i1", 3, now, Reports.opened("v-1", "L1", now)));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> service.redis().opsForHash().get("ep:usage", Integer.toString(log.partitionOf("L1"))),
                            at -> Long.toString(ends + 1).equals(at));
        }
    }
}
