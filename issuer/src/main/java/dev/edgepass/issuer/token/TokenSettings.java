package dev.edgepass.issuer.token;

import dev.edgepass.decision.TokenRules;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.token}.
 *
 * @param issuer claim {@code iss}
 * @param audience claim {@code aud}: the edge
 * @param maxLifetime the longest life of a token, and the one it has where none is asked for; whole seconds up to what the edge accepts
 * @param subjectPepper as release 0 had it, for its tokens and blocks: see {@link OpaqueSubject#formerOf}
 */
@ConfigurationProperties("edgepass.token")
public record TokenSettings(
        @DefaultValue("edgepass") String issuer,
        @DefaultValue("edgepass-edge") String audience,
        @DefaultValue("PT24H") Duration maxLifetime,
        @DefaultValue("") String subjectPepper) {
    private static final Duration LONGEST = Duration.ofSeconds(TokenRules.DEFAULT_MAX_LIFETIME);

    public TokenSettings {
        if (maxLifetime.toSeconds() < 1 || maxLifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("edgepass.token.max-lifetime: " + maxLifetime + " (expected: PT1S to "
                    + LONGEST + ", past which the edge refuses a token)");
        }
    }

    /** Without the pepper. */
    @Override
    public String toString() {
        return "TokenSettings[" + issuer + ", " + audience + ", " + maxLifetime + "]";
    }
}
