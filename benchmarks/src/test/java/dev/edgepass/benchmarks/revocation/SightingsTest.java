package dev.edgepass.benchmarks.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SightingsTest {
    private final Sightings seen = new Sightings();

    @Test
    void a_revocation_is_in_force_from_the_first_refusal_after_the_last_grant() {
        seen.add(200, 100);
        assertThat(seen.inForce()).isEmpty();
        seen.add(403, 200);
        seen.add(403, 300);

        assertThat(seen.inForce()).hasValue(200);
        assertThat(seen.isRefused()).isTrue();
        assertThat(seen.grantedAfterRefusal()).isZero();
    }

    @Test
    void a_503_counts_as_a_refusal_and_is_counted() {
        seen.add(200, 100);
        seen.add(503, 200);
        seen.add(403, 300);

        assertThat(seen.inForce()).hasValue(200);
        assertThat(seen.stale()).isEqualTo(1);
    }

    @Test
    void a_grant_after_a_503_starts_it_anew_and_breaks_nothing() {
        seen.add(503, 100);
        seen.add(200, 200);
        seen.add(403, 300);

        assertThat(seen.inForce()).hasValue(300);
        assertThat(seen.grantedAfterRefusal()).isZero();
    }

    @Test
    void a_grant_after_a_refusal_is_counted() {
        seen.add(403, 100);
        seen.add(200, 200);

        assertThat(seen.grantedAfterRefusal()).isEqualTo(1);
        assertThat(seen.inForce()).isEmpty();
    }

    @Test
    void grants_are_late_where_they_were_given_after_a_time() {
        for (int i = 1; i <= 1000; i++) {
            seen.add(200, i);
        }

        assertThat(seen.granted()).isEqualTo(1000);
        assertThat(seen.grantedAfter(1000)).isZero();
        assertThat(seen.grantedAfter(997)).isEqualTo(3);
        assertThat(seen.grantedAfter(0)).isEqualTo(1000);
    }

    @Test
    void what_is_neither_granted_nor_refused_is_counted_and_counts_for_nothing_else() {
        seen.add(0, 100);
        seen.add(404, 200);

        assertThat(seen.failed()).isEqualTo(2);
        assertThat(seen.inForce()).isEmpty();
        assertThat(seen.isRefused()).isFalse();
    }
}
