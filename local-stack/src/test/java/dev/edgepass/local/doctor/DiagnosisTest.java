package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** How what was found is shown and summed up. */
class DiagnosisTest {
    private static final Check JDK = Check.ok(CheckId.JDK, "Java 17.");
    private static final Check REDIS = Check.fail(CheckId.EVICTION, "Redis drops keys.", "set the policy");
    private static final Check BACKUP = Check.warn(CheckId.BACKUP, "Never backed up.", "./edgepass backup");

    @Test
    void where_all_is_well_the_short_form_is_one_line() {
        assertThat(new Diagnosis("local", List.of(JDK)).shortForm()).containsExactly("doctor: 1 check, all well");
    }

    @Test
    void the_short_form_has_what_warns_or_fails_with_what_mends_it() {
        List<Check> checks = List.of(REDIS, BACKUP, JDK, Check.unknown(CheckId.CANARY, "It is off.", ""));

        assertThat(new Diagnosis("local", checks).shortForm())
                .first()
                .isEqualTo("doctor: 4 checks, 1 well, 1 fail, 1 warn, 1 unknown");
        assertThat(String.join("\n", new Diagnosis("local", checks).shortForm()))
                .containsSubsequence(
                        "warn    keys.backup ",
                        "Never backed up.",
                        "-> ./edgepass backup",
                        "fail    redis.eviction",
                        "-> set the policy")
                .doesNotContain("It is off");
    }

    @Test
    void the_long_form_has_each_group_and_ends_with_the_sum() {
        List<String> lines = new Diagnosis("local", List.of(REDIS, JDK)).lines();

        assertThat(lines).hasSize(6).startsWith("machine").contains("redis").endsWith("2 checks, 1 well, 1 fail");
    }

    @Test
    void checks_that_say_the_same_are_one_line() {
        List<Check> silent = Check.unknown(List.of(CheckId.TOPICS, CheckId.FLUSH, CheckId.IN_SYNC), "Kafka is silent.");

        assertThat(new Diagnosis("local", silent).lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("kafka.topics +2") && line.endsWith("Kafka is silent."));
    }

    @ParameterizedTest
    @EnumSource
    void only_a_check_that_fails_makes_it_fail(Level level) {
        Diagnosis diagnosis = new Diagnosis("local", List.of(JDK, new Check(CheckId.FLUSH, level, "Seen.", "")));

        assertThat(diagnosis.isOk()).isEqualTo(level != Level.FAIL);
        assertThat(diagnosis.json()).containsEntry("ok", level != Level.FAIL);
    }

    @Test
    void its_json_has_system_verdict_and_checks_in_order() {
        assertThat(JsonMapper.shared().writeValueAsString(new Diagnosis("none", List.of(REDIS, JDK)).json()))
                .isEqualTo(
                        "{\"system\":\"none\",\"ok\":false,\"checks\":["
                                + "{\"id\":\"machine.jdk\",\"level\":\"ok\",\"seen\":\"Java 17.\",\"mend\":\"\"},"
                                + "{\"id\":\"redis.eviction\",\"level\":\"fail\",\"seen\":\"Redis drops keys.\",\"mend\":\"set the policy\"}]}");
    }

    @Test
    void a_part_without_an_answer_fails_and_what_would_be_asked_of_it_is_unknown() {
        try (Questions questions = new Questions()) {
            List<Check> checks = questions.checks(
                    questions.ask(() -> {
                        throw new NotSeen("Redis doesn't answer.");
                    }),
                    facts -> List.of(),
                    CheckId.REDIS,
                    "start it");

            assertThat(checks)
                    .extracting(Check::id)
                    .containsExactly(
                            CheckId.REDIS,
                            CheckId.REDIS_VERSION,
                            CheckId.APPEND_ONLY,
                            CheckId.EVICTION,
                            CheckId.REDIS_ROLE);
            assertThat(checks.get(0)).isEqualTo(Check.fail(CheckId.REDIS, "Redis doesn't answer.", "start it"));
            assertThat(checks.subList(1, 5)).allMatch(check -> check.level() == Level.UNKNOWN);
        }
    }

    @Test
    void a_failure_that_nobody_thought_of_doesnt_end_the_others_and_isnt_quoted() {
        try (Questions questions = new Questions()) {
            List<Check> checks = questions.checks(
                    questions.ask(() -> {
                        throw new IllegalStateException("token=secret");
                    }),
                    facts -> List.of(),
                    CheckId.KV,
                    "look");

            assertThat(checks)
                    .containsExactly(Check.fail(CheckId.KV, "It couldn't be asked (IllegalStateException).", "look"));
        }
    }

    @Test
    void an_answer_that_isnt_waited_for_any_longer_is_none() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Questions questions = new Questions()) {
            Future<Map<String, String>> late = questions.ask(() -> {
                never.await();
                return Map.of();
            });
            late.cancel(true);

            assertThat(questions.found(late)).isEmpty();
        }
    }
}
