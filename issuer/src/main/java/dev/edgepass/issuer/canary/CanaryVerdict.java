package dev.edgepass.issuer.canary;

import java.time.Duration;
import java.time.Instant;

/**
 * What a run means.
 *
 * <ul>
 *   <li>{@link Ok}: published, and refused within the bound;
 *   <li>{@link Late}: a grant was asked for after published plus bound, or the refusal came later than that although the edge had answered all the time;
 *   <li>{@link Failed}: nothing was measured, since some part was away: no token, no edge, no publication. That says nothing about the bound, and other alarms
 *       are about it.
 * </ul>
 *
 * A grant after a refusal and before the bound breaks no promise, it moves the refusal. Times are {@link Sample#answeredAt}, so none is earlier than the truth.
 */
sealed interface CanaryVerdict {
    /** The name in the metrics. */
    String outcome();

    record Ok(Figures figures) implements CanaryVerdict {
        @Override
        public String outcome() {
            return "ok";
        }
    }

    /** @param refused whether it was refused at all while the canary looked */
    record Late(Figures figures, long lateGrants, boolean refused) implements CanaryVerdict {
        @Override
        public String outcome() {
            return "late";
        }
    }

    /** @param reason for a person; no token in it */
    record Failed(String reason) implements CanaryVerdict {
        @Override
        public String outcome() {
            return "failed";
        }
    }

    /**
     * How long it took.
     *
     * @param accepted from sent to accepted by the log
     * @param published from accepted to published
     * @param refused from published to refused; to the end of the run where it wasn't, zero where the edge was faster than this issuer's look at the head
     * @param total from sent to refused
     */
    record Figures(Duration accepted, Duration published, Duration refused, Duration total) {
        private static Figures of(Trial trial, Instant publishedAt, Instant refusedAt) {
            Duration refused = Duration.between(publishedAt, refusedAt);
            return new Figures(
                    Duration.between(trial.sentAt(), trial.acceptedAt()),
                    Duration.between(trial.acceptedAt(), publishedAt),
                    refused.isNegative() ? Duration.ZERO : refused,
                    Duration.between(trial.sentAt(), refusedAt));
        }
    }

    /** The verdict at {@code end}, when the canary stopped looking. */
    static CanaryVerdict of(Trial trial, Duration bound, Instant end) {
        Instant publishedAt = trial.publishedAt();
        if (publishedAt == null) {
            return new Failed("the revocation wasn't seen to be published within "
                    + Duration.between(trial.acceptedAt(), end).toMillis() + " ms");
        }
        long lateGrants = trial.lateGrants(bound);
        Sample refusal = trial.refusal().orElse(null);
        if (refusal == null) {
            return lateGrants > 0
                    ? new Late(Figures.of(trial, publishedAt, end), lateGrants, false)
                    : new Failed("the edge gave no clear answer after the revocation");
        }
        Figures figures = Figures.of(trial, publishedAt, refusal.answeredAt());
        if (lateGrants > 0) {
            return new Late(figures, lateGrants, true);
        }
        if (figures.refused().compareTo(bound) <= 0) {
            return new Ok(figures);
        }
        return trial.isUnclearBefore(refusal)
                ? new Failed("the edge gave no clear answer for a part of the time")
                : new Late(figures, 0, true);
    }
}
