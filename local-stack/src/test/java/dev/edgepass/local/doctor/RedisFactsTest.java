package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisFactsTest {
    private static final Place PLACE = new Place(false, "127.0.0.1:8782", "127.0.0.1:8784");

    @Test
    void a_master_that_keeps_everything_is_well() {
        Found.assertAllWell(checks("role", "master"));
    }

    @ParameterizedTest
    @CsvSource({
        "redis_version, 6.0.16, REDIS_VERSION",
        "redis_version, 5.0, REDIS_VERSION",
        "aof_enabled, 0, APPEND_ONLY",
        "aof_last_write_status, err, APPEND_ONLY",
        "role, slave, REDIS_ROLE"
    })
    void what_isnt_as_it_should_be_fails(String member, String value, CheckId id) {
        Found.assertOnly(checks(member, value), id, Level.FAIL, "");
    }

    @Test
    void newer_versions_are_well() {
        for (String version : List.of("6.2.0", "7.4.2", "8.0.0", "10.1")) {
            Found.assertLevel(checks("redis_version", version), CheckId.REDIS_VERSION, Level.OK);
        }
    }

    @Test
    void a_policy_that_drops_keys_fails_with_the_command_that_mends_it() {
        List<Check> checks = new RedisFacts("127.0.0.1:8784", info(), Optional.of("allkeys-lru")).checks(PLACE);

        Found.assertOnly(checks, CheckId.EVICTION, Level.FAIL, "allkeys-lru");
        assertThat(Found.check(checks, CheckId.EVICTION).mend())
                .isEqualTo("redis-cli -h 127.0.0.1 -p 8784 CONFIG SET maxmemory-policy noeviction");
    }

    @Test
    void a_policy_that_isnt_told_is_unknown() {
        Found.assertLevel(
                new RedisFacts("127.0.0.1:8784", info(), Optional.empty()).checks(PLACE),
                CheckId.EVICTION,
                Level.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ip=10.0.0.2,port=6379,state=online,offset=5000000,lag=0 | OK",
                "ip=10.0.0.2,port=6379,state=online,offset=1000,lag=0 | WARN",
                "ip=10.0.0.2,port=6379,state=wait_bgsave,offset=5000000,lag=0 | WARN"
            })
    void replicas_are_told_with_how_far_they_are_behind(String replica, Level level) {
        Map<String, String> info = info();
        info.putAll(Map.of("connected_slaves", "1", "slave0", replica, "master_repl_offset", "5000100"));

        Found.assertLevel(
                new RedisFacts("127.0.0.1:8784", info, Optional.of("noeviction")).checks(PLACE),
                CheckId.REPLICAS,
                level);
    }

    private static List<Check> checks(String member, String value) {
        Map<String, String> info = info();
        info.put(member, value);
        return new RedisFacts("127.0.0.1:8784", info, Optional.of("noeviction")).checks(PLACE);
    }

    private static Map<String, String> info() {
        return new HashMap<>(Map.of(
                "redis_version", "7.4.2",
                "role", "master",
                "connected_slaves", "0",
                "aof_enabled", "1",
                "aof_last_write_status", "ok"));
    }
}
