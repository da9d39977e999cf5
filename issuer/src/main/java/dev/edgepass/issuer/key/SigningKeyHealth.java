package dev.edgepass.issuer.key;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.ReadModel;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * {@code signingKey} in {@code /actuator/health}: down while this issuer can't sign. It isn't part of readiness: an issuer that can't mint has to be reachable for
 * those who take something back.
 */
@Component("signingKeyHealthIndicator")
class SigningKeyHealth implements HealthIndicator {
    private final KeyRing ring;
    private final ReadModel readModel;

    SigningKeyHealth(KeyRing ring, ReadModel readModel) {
        this.ring = ring;
        this.readModel = readModel;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up()
                .withDetail("held", ring.held().stream().map(SigningKey::kid).toList());
        try {
            return health.withDetail(
                            "kid",
                            ring.active(readModel.snapshot(List.of(), null)).kid())
                    .build();
        } catch (ProblemException e) {
            return e.problem().code().startsWith("signing-key")
                    ? health.down().withDetail("reason", e.problem().detail()).build()
                    : health.withDetail("kid", "unknown: Redis doesn't answer").build();
        }
    }
}
