package dev.edgepass.consumer.notice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.notice.delivery.DeliveryFailed.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-30T01:00:00Z");

    private final RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(5), Duration.ofHours(24), () -> 0.5);

    @Test
    void pauses_grow_fivefold_up_to_an_hour() {
        assertThat(IntStream.rangeClosed(1, 7).mapToObj(policy::pause).map(Duration::toSeconds))
                .containsExactly(5L, 25L, 125L, 625L, 3_125L, 3_600L, 3_600L);
        assertThat(policy.pause(1_000_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_pause_is_up_to_a_fifth_longer_or_shorter() {
        assertThat(new RetryPolicy(Duration.ofSeconds(5), Duration.ofHours(24), () -> 0).pause(1))
                .isEqualTo(Duration.ofSeconds(4));
        assertThat(new RetryPolicy(Duration.ofSeconds(5), Duration.ofHours(24), () -> 1).pause(1))
                .isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void a_notice_is_given_up_at_the_age_of_a_day() {
        Instant failingSince = NOW.minus(Duration.ofHours(24));

        assertThat(policy.givesUp(Verdict.FAILED, 30, NOW.minus(Duration.ofHours(24)), failingSince, NOW))
                .isTrue();
        assertThat(policy.givesUp(
                        Verdict.FAILED, 30, NOW.minus(Duration.ofHours(24)).plusMillis(1), failingSince, NOW))
                .isFalse();
    }

    @Test
    void a_notice_that_is_old_since_this_program_was_away_gets_an_hour() {
        Instant old = NOW.minus(Duration.ofDays(3));

        assertThat(policy.givesUp(Verdict.FAILED, 1, old, NOW, NOW)).isFalse();
        assertThat(policy.givesUp(Verdict.FAILED, 9, old, NOW.minus(Duration.ofMinutes(59)), NOW))
                .isFalse();
        assertThat(policy.givesUp(Verdict.FAILED, 9, old, NOW.minus(Duration.ofMinutes(60)), NOW))
                .isTrue();
    }

    @Test
    void a_notice_that_is_refused_gets_five_attempts_and_one_that_nobody_wants_one() {
        assertThat(policy.givesUp(Verdict.REFUSED, 4, NOW, NOW, NOW)).isFalse();
        assertThat(policy.givesUp(Verdict.REFUSED, 5, NOW, NOW, NOW)).isTrue();
        assertThat(policy.givesUp(Verdict.GONE, 1, NOW, NOW, NOW)).isTrue();
    }
}
