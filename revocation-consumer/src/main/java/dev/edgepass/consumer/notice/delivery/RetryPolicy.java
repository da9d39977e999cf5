package dev.edgepass.consumer.notice.delivery;

import dev.edgepass.consumer.notice.delivery.DeliveryFailed.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * When a failed notice is sent again, and when it is given up. Pure.
 *
 * @param first pause; each further one is five times as long, up to {@link #LONGEST}
 * @param giveUpAfter age of a notice past which a failure is its last
 * @param random from 0 to 1, by which a pause is up to a fifth longer or shorter
 */
record RetryPolicy(Duration first, Duration giveUpAfter, DoubleSupplier random) {
    static final Duration LONGEST = Duration.ofHours(1);

    /** Attempts for a notice that the destination refuses. */
    static final int REFUSALS = 5;

    private static final int GROWTH = 5;
    private static final double JITTER = 0.2;

    /** @param attempts that failed, at least 1 */
    Duration pause(int attempts) {
        double millis = Math.min(first.toMillis() * Math.pow(GROWTH, attempts - 1.0), LONGEST.toMillis());
        return Duration.ofMillis((long) (millis * (1 + JITTER * (2 * random.getAsDouble() - 1))));
    }

    /**
     * Whether this failure is the notice's last. An old notice gets the time of the longest pause, since the destination failed first: it may be old because this
     * program was away.
     *
     * @param attempts that failed
     * @param written when the log got the notice
     * @param failingSince when the destination's first failure was that no success followed
     */
    boolean givesUp(Verdict verdict, int attempts, Instant written, Instant failingSince, Instant now) {
        return switch (verdict) {
            case GONE -> true;
            case REFUSED -> attempts >= REFUSALS || isOver(written, failingSince, now);
            case FAILED -> isOver(written, failingSince, now);
        };
    }

    private boolean isOver(Instant written, Instant failingSince, Instant now) {
        Duration least = giveUpAfter.compareTo(LONGEST) < 0 ? giveUpAfter : LONGEST;
        return !now.isBefore(written.plus(giveUpAfter)) && !now.isBefore(failingSince.plus(least));
    }
}
