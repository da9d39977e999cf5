package dev.edgepass.benchmarks.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
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
    void a_failure_that_all_locations_share_is_told_once() {
        List<Sightings> locations = Stream.generate(Sightings::new).limit(24).toList();
        assertThat(Sightings.withoutGrant(locations)).isEqualTo("24 of 24 locations: no answer yet");
        locations.forEach(location -> location.add(503, 100));
        assertThat(Sightings.withoutGrant(locations)).isEqualTo("24 of 24 locations: status 503");
    }

    @Test
    void each_kind_of_failure_is_told_with_the_number_of_its_locations() {
        List<Sightings> locations = Stream.generate(Sightings::new).limit(4).toList();
        locations.get(0).add(200, 100);
        locations.get(1).fail(new CompletionException(new ConnectException("refused")));
        locations.get(2).add(503, 100);
        locations.get(3).add(503, 100);

        assertThat(Sightings.withoutGrant(locations))
                .isEqualTo("1 of 4 locations: java.net.ConnectException: refused; 2 of 4 locations: status 503");
    }

    @Test
    void what_is_neither_granted_nor_refused_is_counted_and_counts_for_nothing_else() {
        seen.fail(new ConnectException());
        seen.add(404, 200);

        assertThat(seen.failed()).isEqualTo(2);
        assertThat(seen.inForce()).isEmpty();
        assertThat(seen.isRefused()).isFalse();
    }
}
