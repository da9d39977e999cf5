package dev.edgepass.guarantee;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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

    @Test
    void what_was_acknowledged_and_is_at_its_place_on_the_log_isnt_lost() {
        NothingAcknowledgedIsLost log = new NothingAcknowledgedIsLost();
        log.acknowledged("token");
        log.acknowledged("revocation", 7);
        log.onTheLog("token", 1);
        log.onTheLog("revocation", 7);

        assertThatCode(log::assertHeld).doesNotThrowAnyException();
    }

    @Test
    void one_that_the_log_hasnt_got_or_has_elsewhere_breaks_it() {
        NothingAcknowledgedIsLost log = new NothingAcknowledgedIsLost();
        assertThatThrownBy(log::assertHeld).hasMessageContaining("nothing was acknowledged");
        log.acknowledged("revocation", 7);
        assertThatThrownBy(log::assertHeld).hasMessageContaining("aren't on the log: [revocation]");
        log.onTheLog("revocation", 8);
        assertThatThrownBy(log::assertHeld).hasMessageContaining("position 8 (expected: 7");
    }

    @Test
    void a_position_that_two_callers_were_told_breaks_it() {
        NothingAcknowledgedIsLost log = new NothingAcknowledgedIsLost();
        log.acknowledged("one", 7);
        log.acknowledged("other", 7);
        log.onTheLog("one", 7);
        log.onTheLog("other", 7);

        assertThatThrownBy(log::assertHeld).hasMessageContaining("{7=one and other}");
    }

    @Test
    void an_answer_that_is_neither_a_success_nor_an_outage_breaks_it() {
        SuccessOrUnavailable answers = new SuccessOrUnavailable(Set.of("201", "503 log-unavailable"));
        assertThatThrownBy(answers::assertHeld).hasMessageContaining("nothing was called");
        answers.answered("201");
        answers.answered("503 log-unavailable");
        assertThatCode(answers::assertHeld).doesNotThrowAnyException();
        answers.answered("500");
        assertThatThrownBy(answers::assertHeld).hasMessageContaining("500=1");
    }
}
