package dev.edgepass.issuer.token;

import dev.edgepass.decision.TokenRules;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.token}. What the former pepper is for: {@link OpaqueSubject#formerOf}.
 *
 * @param issuer claim iss of media tokens, which the Workers expect
 * @param audience claim aud of media tokens: the edge's name, which the Workers expect
 * @param maxLifetime longest life of a token, and the life of one for which none is asked; whole seconds, 24 h at most
 * @param subjectPepper pepper of release 0, for its tokens and blocks; empty where it had none
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
