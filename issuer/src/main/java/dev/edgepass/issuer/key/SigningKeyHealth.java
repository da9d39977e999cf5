package dev.edgepass.issuer.key;

import dev.edgepass.issuer.problem.ProblemException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * {@code signingKey} in {@code /actuator/health}: down once this issuer's key is withdrawn. It isn't part of readiness: an issuer that can't mint has to be
 * reachable for those who take something back.
 */
@Component("signingKeyHealthIndicator")
class SigningKeyHealth implements HealthIndicator {
    private final SigningKey key;
    private final KeyStanding standing;

    SigningKeyHealth(SigningKey key, KeyStanding standing) {
        this.key = key;
        this.standing = standing;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up().withDetail("kid", key.kid());
        try {
            return standing.isWithdrawn(key.kid())
                    ? health.down()
                            .withDetail("reason", "the signing key was withdrawn; give this issuer another one")
                            .build()
                    : health.build();
        } catch (ProblemException e) {
            return health.withDetail("standing", "unknown: Redis doesn't answer")
                    .build();
        }
    }
}
