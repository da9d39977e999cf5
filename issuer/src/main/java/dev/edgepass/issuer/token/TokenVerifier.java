package dev.edgepass.issuer.token;

import dev.edgepass.decision.Refusal;
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
 * Recognises our own tokens, by the edge's rules and in its words: form, key, signature, issuer, audience, times. What was taken back since is in the snapshot that
 * the caller reads next. Thread-safe.
 */
@Component
public class TokenVerifier {
    private static final String ADVICE = "Open the share link again.";

    private final TokenSettings settings;
    private final VerifyingKeys keys;
    private final Clock clock;

    TokenVerifier(TokenSettings settings, VerifyingKeys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
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
     * The claims of a token that is ours and hasn't expired.
     *
     * @throws ProblemException {@code malformed-token}, {@code unknown-key}, {@code bad-signature}, {@code expired}, {@code read-model-unavailable}
     */
    public MediaClaims verify(String compact) {
        MediaClaims claims = verifyEvenIfExpired(compact);
        if (clock.instant().getEpochSecond() >= claims.expiresAt()) {
            throw refused(Refusal.EXPIRED);
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
        if (!claims.issuer().equals(settings.issuer()) || !claims.audience().equals(settings.audience())) {
            throw refused(Refusal.MALFORMED_TOKEN);
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
