package dev.edgepass.guarantee;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every guarantee can be broken, and none holds because nothing was seen. */
class GuaranteeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> LOCATIONS = List.of("ams", "fra");

    private final PublishedIsEnforced enforced = new PublishedIsEnforced(LOCATIONS);
    private final ViewsGoOn views = new ViewsGoOn(LOCATIONS, Duration.ofSeconds(5), START);

    @Test
    void a_revocation_that_every_location_refuses_in_time_is_enforced() {
        enforced.published("link", START);
        enforced.viewed("link", "ams", START.minusMillis(1), true);
        enforced.viewed("link", "ams", START.plusMillis(1), false);
        enforced.viewed("link", "fra", START.plusMillis(1), false);

        assertThatCode(enforced::assertHeld).doesNotThrowAnyException();
    }

    @Test
    void one_late_grant_breaks_it() {
        enforced.published("link", START);
        enforced.viewed("link", "ams", START.plusMillis(1), false);
        enforced.viewed("link", "fra", START.plusMillis(1), true);

        assertThatThrownBy(enforced::assertHeld).hasMessageContaining("granted after link");
    }

    @Test
    void a_location_that_was_not_asked_leaves_it_unjudged() {
        enforced.published("link", START);
        enforced.viewed("link", "ams", START.plusMillis(1), false);

        assertThatThrownBy(enforced::assertHeld).hasMessageContaining("not every location");
        assertThatThrownBy(new PublishedIsEnforced(LOCATIONS)::assertHeld).hasMessageContaining("no revocation");
    }

    @Test
    void views_go_on_where_every_location_serves_all_the_time() {
        for (int second = 1; second < 20; second += 3) {
            views.viewed("ams", START.plusSeconds(second), true, "206");
            views.viewed("fra", START.plusSeconds(second), true, "206");
        }
        views.ended(START.plusSeconds(20));

        assertThatCode(views::assertHeld).doesNotThrowAnyException();
    }

    @Test
    void a_location_that_hangs_breaks_it() {
        views.viewed("ams", START.plusSeconds(1), true, "206");
        views.viewed("fra", START.plusSeconds(1), true, "206");
        views.viewed("ams", START.plusSeconds(5), true, "206");
        views.ended(START.plusSeconds(8));

        assertThatThrownBy(views::assertHeld).hasMessageContaining("fra: no view from");
    }

    @Test
    void a_view_without_an_answer_breaks_it() {
        views.viewed("ams", START.plusSeconds(1), false, "ConnectException");
        views.ended(START.plusSeconds(2));

        assertThatThrownBy(views::assertHeld).hasMessageContaining("ConnectException");
    }

    @Test
    void one_viewer_more_than_seats_breaks_it() {
        SeatGivenOnce seats = new SeatGivenOnce(1);
        seats.letIn("anna");
        seats.letIn("anna");
        assertThatThrownBy(seats::assertHeld).hasMessageContaining("wasn't reached");
        seats.refused();
        assertThatCode(seats::assertHeld).doesNotThrowAnyException();
        seats.leaves("anna");
        seats.letIn("bert");
        assertThatCode(seats::assertHeld).doesNotThrowAnyException();

        seats.letIn("carl");
        assertThatThrownBy(seats::assertHeld).hasMessageContaining("viewers at once: 2");
    }

    @Test
    void one_stale_read_breaks_read_your_writes() {
        ReadYourWrites reads = new ReadYourWrites();
        assertThatThrownBy(reads::assertHeld).hasMessageContaining("nothing was read");
        reads.read("link", true, 200);
        assertThatCode(reads::assertHeld).doesNotThrowAnyException();

        reads.read("closing", false, 404);
        assertThatThrownBy(reads::assertHeld).hasMessageContaining("closing: 404");
    }

    @Test
    void one_revocation_without_success_breaks_it() {
        RevokingNeverStarves revoking = new RevokingNeverStarves(1);
        assertThatThrownBy(revoking::assertHeld).hasMessageContaining("revocations made: 0");
        revoking.revoked(202, "");
        assertThatCode(revoking::assertHeld).doesNotThrowAnyException();

        revoking.revoked(503, "overloaded");
        assertThatThrownBy(revoking::assertHeld).hasMessageContaining("503: overloaded");
    }
}
