package dev.edgepass.issuer.token;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.decision.TokenRules;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.issuer.key.VerifyingKeys;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.jdk.Es256;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.UnverifiedToken;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Recognises our own tokens, by the edge's rules ({@link TokenRules}) and in its words: form, key, signature, issuer, audience, times. What was revoked since is in
 * the snapshot that the caller reads next. Thread-safe.
 */
@Component
public class TokenVerifier {
    private static final String ADVICE = "Open the share link again.";

    private final TokenRules rules;
    private final VerifyingKeys keys;
    private final Clock clock;

    TokenVerifier(TokenSettings settings, VerifyingKeys keys, Clock clock) {
        this.rules = new TokenRules(
                settings.issuer(), settings.audience(), TokenRules.DEFAULT_CLOCK_SKEW, TokenRules.DEFAULT_MAX_LIFETIME);
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * As {@link #verify}, and nothing of a token that an edge with its usual settings would refuse at this time.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    public Optional<MediaClaims> findValid(String compact) {
        return find(compact).filter(claims -> {
            try {
                rules.require(claims, clock.millis());
                return true;
            } catch (RefusedException e) {
                return false;
            }
        });
    }

    /**
     * As {@link #verify}, and nothing of a token that isn't ours or has expired.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    public Optional<MediaClaims> find(String compact) {
        try {
            return Optional.of(verify(compact));
        } catch (ProblemException e) {
            if (e.problem().status() >= 500) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * The claims of a token that is ours and hasn't expired. It may not be valid yet: by an issuer whose clock is ahead, it can be renewed and revoked already.
     *
     * @throws ProblemException {@code malformed-token}, {@code unknown-key}, {@code bad-signature}, {@code expired}, {@code read-model-unavailable}
     */
    public MediaClaims verify(String compact) {
        MediaClaims claims = verifyEvenIfExpired(compact);
        try {
            rules.requireUnexpired(claims, clock.millis());
        } catch (RefusedException e) {
            throw refused(e.refusal());
        }
        return claims;
    }

    /**
     * The claims of a token that is ours, also where it has expired: it says who its holder was.
     *
     * @throws ProblemException {@code malformed-token}, {@code unknown-key}, {@code bad-signature}, {@code read-model-unavailable}
     */
    public MediaClaims verifyEvenIfExpired(String compact) {
        UnverifiedToken token = parse(compact);
        PublicKey key = keys.find(token.kid()).orElseThrow(() -> refused(Refusal.UNKNOWN_KEY));
        if (!Es256.verify(key, token.signingInput(), token.signature())) {
            throw refused(Refusal.BAD_SIGNATURE);
        }
        MediaClaims claims = token.signatureIsGood().claims();
        try {
            rules.requireOurs(claims);
        } catch (RefusedException e) {
            throw refused(e.refusal());
        }
        return claims;
    }

    private static UnverifiedToken parse(String compact) {
        try {
            return UnverifiedToken.parse(compact);
        } catch (MalformedException e) {
            throw refused(Refusal.MALFORMED_TOKEN);
        }
    }

    private static ProblemException refused(Refusal refusal) {
        return ProblemType.refused(refusal, ADVICE);
    }
}
