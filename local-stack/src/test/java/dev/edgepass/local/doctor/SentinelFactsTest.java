package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.redis.Sentinels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentinelFactsTest {
    private static final Place PLACE = new Place(true, "kafka:9092", "redis:6379");
    private static final Map<String, String> WELL = replica("slave", "ok");

    @Test
    void sentinels_that_answer_and_a_replica_in_step_are_well() {
        assertThat(check(List.of(), List.of(WELL)).level()).isEqualTo(Level.OK);
    }

    @Test
    void a_sentinel_that_is_silent_is_red() {
        assertRed(check(List.of("sentinel-2:26379"), List.of(WELL)), "the Sentinel at sentinel-2:26379 doesn't answer");
    }

    @Test
    void a_replica_that_is_down_or_without_its_master_is_red() {
        assertRed(
                check(List.of(), List.of(replica("s_down,slave,disconnected", "err"))),
                "the replica redis-2:6379 is s_down,slave,disconnected, its link to the master err");
        assertRed(check(List.of(), List.of(replica("slave", "err"))), "its link to the master err");
        assertRed(check(List.of(), List.of()), "they know no replica");
    }

    @Test
    void sentinels_that_are_all_away_are_red() {
        SentinelFacts away = SentinelFacts.of(Sentinels.parse("127.0.0.1:1,127.0.0.1:2"));

        assertRed(away.check(PLACE), "the Sentinel at 127.0.0.1:1 doesn't answer");
        assertThat(Sentinels.parse("127.0.0.1:1").master()).isEmpty();
    }

    private static Check check(List<String> silent, List<Map<String, String>> replicas) {
        return new SentinelFacts(3, silent, replicas).check(PLACE);
    }

    private static void assertRed(Check check, String reason) {
        assertThat(check.id()).isEqualTo(CheckId.SENTINELS);
        assertThat(check.level()).isEqualTo(Level.FAIL);
        assertThat(check.toString()).contains(reason);
    }

    private static Map<String, String> replica(String flags, String link) {
        return Map.of("ip", "redis-2", "port", "6379", "flags", flags, "master-link-status", link);
    }
}
