package dev.edgepass.issuer.revocation;

import dev.edgepass.issuer.token.TokenSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** How long a cutoff can hit anything: as long as a token lives that was issued right before it. Thread-safe. */
@Component
class CutoffLife {
    /** For clocks that differ, and for tokens that a stale issuer minted after the cutoff. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Clock clock;
    private final Duration life;

    CutoffLife(Clock clock, TokenSettings tokens) {
        this.clock = clock;
        this.life = tokens.maxLifetime().plus(SLACK);
    }

    /** Cutoffs accepted before this time are over: every token that they could hit has expired. */
    Instant ageLimit() {
        return clock.instant().minus(life);
    }
}
