package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Assertions about what a doctor found. */
final class Found {
    private Found() {}

    static Check check(List<Check> checks, CheckId id) {
        return checks.stream()
                .filter(check -> check.id() == id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + checks));
    }

    static void assertLevel(List<Check> checks, CheckId id, Level level) {
        assertThat(check(checks, id).level()).as(check(checks, id).toString()).isEqualTo(level);
    }

    /** One check differs from the well ones, as expected, and says what mends it. */
    static void assertOnly(List<Check> checks, CheckId id, Level level, String seen) {
        assertLevel(checks, id, level);
        assertThat(check(checks, id).seen()).contains(seen);
        assertThat(check(checks, id).mend()).isNotEmpty();
        assertThat(checks)
                .filteredOn(check -> check.id() != id)
                .allSatisfy(
                        check -> assertThat(check.level()).as(check.toString()).isEqualTo(Level.OK));
    }

    static void assertAllWell(List<Check> checks) {
        assertThat(checks).isNotEmpty().allSatisfy(check -> {
            assertThat(check.level()).as(check.toString()).isEqualTo(Level.OK);
            assertThat(check.mend()).isEmpty();
            assertThat(check.seen()).endsWith(".");
        });
    }
}
