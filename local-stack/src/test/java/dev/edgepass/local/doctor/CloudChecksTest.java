package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.cloud.Observation;
import dev.edgepass.local.cloud.Observation.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudChecksTest {
    @ParameterizedTest
    @CsvSource({"THERE, OK", "DIFFERS, FAIL", "BLOCKED, FAIL", "OPEN, FAIL", "LEFT, WARN", "UNSEEN, UNKNOWN"})
    void a_part_of_the_account_is_a_check(Standing standing, Level level) {
        List<Check> checks = CloudChecks.of(List.of(new Observation("worker", standing, "the Worker")));

        assertThat(checks.get(0).id()).isEqualTo(CheckId.WORKER);
        assertThat(checks.get(0).level()).isEqualTo(level);
        assertThat(checks.get(0).seen()).contains("the Worker");
        assertThat(checks.get(0).mend().contains("cloud up")).isEqualTo(level == Level.FAIL);
    }

    @Test
    void what_only_the_dashboard_tells_is_unknown() {
        assertThat(CloudChecks.of(List.of(new Observation("worker", Standing.THERE, "the Worker"))))
                .filteredOn(check -> check.id() == CheckId.ALLOWANCE)
                .singleElement()
                .matches(check -> check.level() == Level.UNKNOWN);
    }

    @Test
    void what_a_token_sees_stands_in_the_place_of_what_is_said_without_one() {
        Diagnosis without = new Diagnosis("none", List.of(Check.unknown(CheckId.ACCOUNT, "Takes a token.", "")));

        Diagnosis with = Doctor.withAccount(without, List.of(new Observation("worker", Standing.THERE, "the Worker")));

        assertThat(with.checks()).extracting(Check::id).containsExactly(CheckId.WORKER, CheckId.ALLOWANCE);
    }
}
