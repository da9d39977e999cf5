package dev.edgepass.issuer.key;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.ReadModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * {@code signingKey} in {@code /actuator/health}: down while this issuer can't sign. It isn't part of readiness: an issuer that can't mint has to be reachable for
 * those who take something back.
 */
@Component("signingKeyHealthIndicator")
class SigningKeyHealth implements HealthIndicator {
    /** How long an answer is given again: health is public, and Redis may take a second to say nothing. */
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final KeyRing ring;
    private final ReadModel readModel;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Answer last;

    private record Answer(Health health, Instant at) {}

    SigningKeyHealth(KeyRing ring, ReadModel readModel, Clock clock) {
        this.ring = ring;
        this.readModel = readModel;
        this.clock = clock;
    }

    /** One thread asks; others have the last answer meanwhile. */
    @Override
    public Health health() {
        Answer known = last;
        if (known != null && clock.instant().isBefore(known.at.plus(KEPT))) {
            return known.health;
        }
        if (!asking.tryLock()) {
            return known == null
                    ? Health.unknown().withDetail("kid", "unknown yet").build()
                    : known.health;
        }
        try {
            Health asked = ask();
            last = new Answer(asked, clock.instant());
            return asked;
        } finally {
            asking.unlock();
        }
    }

    private Health ask() {
        Health.Builder health = Health.up()
                .withDetail("held", ring.held().stream().map(SigningKey::kid).toList());
        try {
            return health.withDetail(
                            "kid",
                            ring.active(readModel.snapshot(List.of(), null)).kid())
                    .build();
        } catch (ProblemException e) {
            return e.is(ProblemType.SIGNING_KEY_UNAVAILABLE) || e.is(ProblemType.SIGNING_KEY_WITHDRAWN)
                    ? health.down().withDetail("reason", e.problem().detail()).build()
                    : health.withDetail("kid", "unknown: Redis doesn't answer").build();
        }
    }
}
