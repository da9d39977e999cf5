package dev.edgepass.issuer.key;

import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * {@code pepper} in {@code /actuator/health}: down where this issuer's {@link Pepper} isn't the one that the others have, or had before: a revocation of a subject that was made under
 * one doesn't meet tokens that are minted under the other. As with {@link SigningKeyHealth}, readiness doesn't look at it.
 */
@Component("pepperHealthIndicator")
class PepperHealth implements HealthIndicator {
    private static final int BYTES = 8;

    private final Agreement agreement;
    private final String fingerprint;

    PepperHealth(Agreement agreement, Pepper pepper) {
        this.agreement = agreement;
        this.fingerprint = HexFormat.of().formatHex(Arrays.copyOf(pepper.derive("fingerprint"), BYTES));
    }

    @Override
    public Health health() {
        return agreement
                .isSame("pepper", fingerprint)
                .map(same -> same
                        ? Health.up().build()
                        : Health.down()
                                .withDetail(
                                        "reason",
                                        "edgepass.keys.pepper-file isn't that of the other issuers, or was lost and made anew:"
                                                + " restore it (docs/backup.md)")
                                .build())
                .orElseGet(() -> Health.unknown()
                        .withDetail("reason", "Redis doesn't answer")
                        .build());
    }
}
