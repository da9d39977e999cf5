package dev.edgepass.issuer.canary;

import static dev.edgepass.issuer.canary.Sample.Sight.GRANTED;
import static dev.edgepass.issuer.canary.Sample.Sight.REVOKED;
import static dev.edgepass.issuer.canary.Sample.Sight.STALE;
import static dev.edgepass.issuer.canary.Sample.Sight.UNCLEAR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.canary.CanaryVerdict.Failed;
import dev.edgepass.issuer.canary.CanaryVerdict.Figures;
import dev.edgepass.issuer.canary.CanaryVerdict.Late;
import dev.edgepass.issuer.canary.CanaryVerdict.Ok;
import dev.edgepass.issuer.canary.Sample.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sent at 0 ms, accepted at 10 ms, published at 810 ms; each request is answered after 20 ms. */
class CanaryVerdictTest {
    private static final Instant SENT = Instant.parse("2026-11-22T13:00:00Z");
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final int PUBLISHED = 810;

    private final List<Sample> samples = new ArrayList<>();
    private @Nullable Instant publishedAt = at(PUBLISHED);

    @Test
    void refused_within_the_bound_is_fine_and_each_part_is_measured() {
        sample(100, GRANTED);
        sample(2_000, GRANTED);
        sample(2_050, REVOKED);

        assertThat(verdict(3_100))
                .isEqualTo(new Ok(new Figures(
                        Duration.ofMillis(10),
                        Duration.ofMillis(800),
                        Duration.ofMillis(2_070 - PUBLISHED),
                        Duration.ofMillis(2_070))));
    }

    @Test
    void a_stale_feed_is_a_refusal() {
        sample(2_000, GRANTED);
        sample(2_050, STALE);

        assertThat(verdict(3_100)).isInstanceOf(Ok.class);
    }

    @Test
    void an_edge_that_is_faster_than_the_issuers_own_look_took_no_time() {
        sample(500, REVOKED);

        assertThat(((Ok) verdict(1_600)).figures().refused()).isZero();
    }

    @Test
    void a_grant_after_a_refusal_moves_the_refusal() {
        sample(2_000, REVOKED);
        sample(2_500, GRANTED);
        sample(3_000, REVOKED);

        assertThat(((Ok) verdict(4_100)).figures().total()).hasMillis(3_020);
    }

    @Test
    void a_grant_that_was_asked_for_past_the_bound_is_late() {
        sample(PUBLISHED + 4_900, GRANTED);
        sample(PUBLISHED + 5_001, GRANTED);
        sample(PUBLISHED + 5_100, REVOKED);

        Late late = (Late) verdict(7_100);

        assertThat(late.lateGrants()).isEqualTo(1);
        assertThat(late.refused()).isTrue();
    }

    @Test
    void a_late_grant_after_an_early_refusal_is_late_too() {
        sample(2_000, REVOKED);
        sample(PUBLISHED + 5_001, GRANTED);
        sample(PUBLISHED + 5_100, REVOKED);

        assertThat(((Late) verdict(7_100)).lateGrants()).isEqualTo(1);
    }

    @Test
    void a_grant_that_was_asked_for_within_the_bound_is_not_late_however_long_its_answer_took() {
        samples.add(new Sample(at(PUBLISHED + 5_000), at(PUBLISHED + 6_000), GRANTED));

        assertThat(trial().lateGrants(BOUND)).isZero();
    }

    @Test
    void never_refused_is_late() {
        sample(2_000, GRANTED);
        sample(PUBLISHED + 6_000, GRANTED);

        Late late = (Late) verdict(30_010);

        assertThat(late.refused()).isFalse();
        assertThat(late.figures().refused()).hasMillis(30_010 - PUBLISHED);
    }

    @Test
    void a_refusal_past_the_bound_is_late_where_the_edge_answered_all_the_time() {
        sample(PUBLISHED + 4_999, GRANTED);
        samples.add(new Sample(at(PUBLISHED + 5_049), at(PUBLISHED + 5_500), REVOKED));

        assertThat(verdict(7_500))
                .isInstanceOfSatisfying(
                        Late.class, late -> assertThat(late.lateGrants()).isZero());
    }

    @Test
    void a_refusal_past_the_bound_after_a_time_without_answers_says_nothing() {
        sample(PUBLISHED + 1_000, GRANTED);
        sample(PUBLISHED + 1_050, UNCLEAR);
        sample(PUBLISHED + 9_000, REVOKED);

        assertThat(verdict(12_000)).isInstanceOf(Failed.class);
    }

    @Test
    void an_edge_that_answers_again_before_the_last_grant_was_never_unclear() {
        sample(1_000, UNCLEAR);
        sample(PUBLISHED + 4_999, GRANTED);
        samples.add(new Sample(at(PUBLISHED + 5_049), at(PUBLISHED + 5_500), REVOKED));

        assertThat(verdict(7_500)).isInstanceOf(Late.class);
    }

    @Test
    void an_edge_that_is_away_is_a_failed_run_and_no_late_one() {
        sample(100, GRANTED);
        sample(200, UNCLEAR);
        sample(20_000, UNCLEAR);

        assertThat(verdict(30_010)).isInstanceOf(Failed.class);
    }

    @Test
    void what_was_never_published_promises_nothing() {
        publishedAt = null;
        sample(100, GRANTED);
        sample(20_000, GRANTED);

        assertThat(verdict(30_010)).isEqualTo(new Failed("the revocation wasn't seen to be published within 30000 ms"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Sight.class,
            names = {"REVOKED", "STALE"})
    void a_run_is_settled_a_second_after_the_refusal_that_no_grant_followed(Sight refusal) {
        sample(2_000, refusal);
        assertThat(trial().isSettled(at(3_019))).isFalse();
        assertThat(trial().isSettled(at(3_020))).isTrue();

        sample(3_000, GRANTED);
        assertThat(trial().isSettled(at(4_100))).isFalse();
    }

    @Test
    void a_run_isnt_settled_before_it_is_published() {
        publishedAt = null;
        sample(2_000, REVOKED);

        assertThat(trial().isSettled(at(9_000))).isFalse();
    }

    @Test
    void no_answer_settles_nothing() {
        sample(2_000, UNCLEAR);

        assertThat(trial().isSettled(at(9_000))).isFalse();
    }

    private void sample(int millis, Sight sight) {
        samples.add(new Sample(at(millis), at(millis + 20), sight));
    }

    private Trial trial() {
        return new Trial(SENT, at(10), publishedAt, samples);
    }

    private CanaryVerdict verdict(int endMillis) {
        return CanaryVerdict.of(trial(), BOUND, at(endMillis));
    }

    private static Instant at(int millis) {
        return SENT.plusMillis(millis);
    }
}
