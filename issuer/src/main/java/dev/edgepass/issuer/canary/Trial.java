package dev.edgepass.issuer.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of one revocation. Immutable.
 *
 * @param sentAt before the revocation was written
 * @param acceptedAt when the log had it
 * @param publishedAt when a head with it was seen; null where none was
 * @param samples in the order of the requests, one after the other
 */
record Trial(Instant sentAt, Instant acceptedAt, @Nullable Instant publishedAt, List<Sample> samples) {
    /** How long a refusal has to last before it is believed: a location has many isolates, and each learns for itself. */
    static final Duration SETTLING = Duration.ofSeconds(1);

    Trial {
        samples = List.copyOf(samples);
    }

    /** The first refusal that no grant followed. */
    Optional<Sample> refusal() {
        Sample first = null;
        for (Sample sample : samples) {
            if (sample.sight() == Sample.Sight.GRANTED) {
                first = null;
            } else if (first == null && sample.sight().isRefusal()) {
                first = sample;
            }
        }
        return Optional.ofNullable(first);
    }

    /** Whether nothing more can be learnt at {@code now}: published, and refused for {@link #SETTLING}. */
    boolean isSettled(Instant now) {
        return publishedAt != null
                && refusal()
                        .filter(refusal -> !now.isBefore(refusal.answeredAt().plus(SETTLING)))
                        .isPresent();
    }

    /** Grants that were asked for after the bound: the edge can't have decided them in time. */
    long lateGrants(Duration bound) {
        return publishedAt == null
                ? 0
                : samples.stream()
                        .filter(sample -> sample.sight() == Sample.Sight.GRANTED)
                        .filter(sample -> sample.sentAt().isAfter(publishedAt.plus(bound)))
                        .count();
    }

    /** Whether the edge gave no clear answer at some time between its last grant and {@code refusal}. */
    boolean isUnclearBefore(Sample refusal) {
        boolean unclear = false;
        for (Sample sample : samples) {
            if (sample == refusal) {
                return unclear;
            }
            unclear = sample.sight() == Sample.Sight.UNCLEAR || unclear && sample.sight() != Sample.Sight.GRANTED;
        }
        return unclear;
    }
}
