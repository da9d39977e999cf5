package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code edgepass doctor} on a stack that runs. */
class DoctorIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What can't be well on a developer's machine, and what depends on that machine. */
    private static final Set<String> ELSEWHERE =
            Set.of("keys.backup", "issuer.canary", "store.tokens", "machine.memory", "machine.disk");

    private final RunningStack stack = SharedStack.get();

    @Test
    void every_check_of_a_stack_is_well_but_what_a_developers_machine_cant_have() {
        // A busy machine may be late with a head, and the doctor says so.
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            Map<String, String> levels = levels();
            assertThat(levels).hasSizeGreaterThan(45).containsKeys("feed.log", "redis.eviction", "edge.feed-keys");
            levels.keySet().removeAll(ELSEWHERE);
            assertThat(levels.values()).as(levels.toString()).containsOnly("ok");
        });

        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            EdgepassCommand.Result text = DocumentedCommand.command("./edgepass doctor")
                    .plus("--data", stack.data())
                    .run(PATIENCE);
            assertThat(text.exitCode()).as(text.output()).isZero();
            assertThat(text.output())
                    .contains("ok      feed.log", "-> ./edgepass backup")
                    .containsPattern("\\n\\d+ checks, \\d+ well, .*\\n$")
                    .doesNotContain(stack.s3().secretAccessKey());
        });
    }

    @Test
    void the_start_ends_with_its_short_form() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stack.output())
                        .containsPattern("(?s)Edgepass is ready.*\\ndoctor: \\d+ checks, \\d+ well"));
    }

    @Test
    void a_redis_that_may_drop_keys_fails_with_the_command_that_mends_it() throws IOException {
        // Without a limit of memory it drops none, so others of this stack notice nothing.
        redis("CONFIG SET maxmemory-policy allkeys-lru");
        try {
            JsonNode json = doctor(1);

            assertThat(json.path("ok").asBoolean(true)).isFalse();
            JsonNode eviction = check(json, "redis.eviction");
            assertThat(eviction.path("level").asString()).isEqualTo("fail");
            assertThat(eviction.path("mend").asString())
                    .isEqualTo("redis-cli -h 127.0.0.1 -p " + stack.redis().split(":")[1]
                            + " CONFIG SET maxmemory-policy noeviction");
        } finally {
            redis("CONFIG SET maxmemory-policy noeviction");
        }
    }

    private Map<String, String> levels() {
        Map<String, String> levels = new HashMap<>();
        doctor(0)
                .path("checks")
                .forEach(check -> levels.put(
                        check.path("id").asString(), check.path("level").asString()));
        return levels;
    }

    private JsonNode doctor(int exitCode) {
        EdgepassCommand.Result result = DocumentedCommand.command("./edgepass doctor --json")
                .plus("--data", stack.data())
                .run(PATIENCE);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        assertThat(result.output()).doesNotContain(stack.s3().secretAccessKey());
        return JsonMapper.shared().readTree(result.output());
    }

    private static JsonNode check(JsonNode doctor, String id) {
        for (JsonNode check : doctor.path("checks")) {
            if (check.path("id").asString().equals(id)) {
                return check;
            }
        }
        throw new AssertionError("no " + id + " in " + doctor);
    }

    private void redis(String command) throws IOException {
        String[] address = stack.redis().split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII))
                    .isEqualTo("+OK");
        }
    }
}
