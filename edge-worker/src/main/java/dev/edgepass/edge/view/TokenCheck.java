package dev.edgepass.edge.view;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.edge.signature.GoodSignature;
import dev.edgepass.edge.workers.CryptoKey;
import dev.edgepass.edge.workers.JsBoolean;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.SubtleCrypto;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.UnverifiedToken;
import org.jspecify.annotations.Nullable;

/** A request's token on its way from text to {@link VerifiedToken}; a text that was found good before isn't parsed again. */
final class TokenCheck {
    private final Isolate isolate;
    private final String compact;
    private final String kid;
    private final MediaClaims claims;
    private @Nullable GoodSignature good;
    private @Nullable UnverifiedToken parsed;
    private @Nullable PublicKey badUnder;

    /**
     * @throws RefusedException {@code malformed-token}
     */
    TokenCheck(Isolate isolate, String compact) {
        this.isolate = isolate;
        this.compact = compact;
        GoodSignature known = isolate.signatures().find(compact);
        if (known == null) {
            UnverifiedToken token = parsed();
            kid = token.kid();
            claims = token.unverifiedClaims();
        } else {
            good = known;
            kid = known.token().kid();
            claims = known.token().claims();
        }
    }

    String kid() {
        return kid;
    }

    /** The claims, not verified. */
    MediaClaims claims() {
        return claims;
    }

    /** Whether it is known what the signature is worth under {@code published}. */
    boolean isCheckedUnder(PublicKey published) {
        return badUnder != null && published.isSame(badUnder) || good != null && good.countsUnder(published);
    }

    /** Asks what the signature is worth under {@code published}; to be followed by {@link #take}. */
    Promise<JsBoolean> verify(PublicKey published) {
        UnverifiedToken token = parsed();
        CryptoKey known = isolate.ring().known(published);
        return known != null
                ? SubtleCrypto.verify(known, token.encodedSignature(), token.signingInput())
                : isolate.ring()
                        .key(published)
                        .thenAwait(key -> SubtleCrypto.verify(key, token.encodedSignature(), token.signingInput()));
    }

    /** What {@link #verify} came to. */
    void take(PublicKey published, JsBoolean isGood) {
        if (JsBoolean.isTrue(isGood)) {
            good = new GoodSignature(compact, parsed().signatureIsGood(), published);
            isolate.signatures().found(good);
        } else {
            badUnder = published;
        }
    }

    /**
     * The token, if {@code head} has the key that vouches for it.
     *
     * @throws RefusedException {@code unknown-key} or {@code bad-signature}
     */
    GoodSignature requireGood(FeedHead head) {
        PublicKey published = head.key(kid);
        if (published == null) {
            throw new RefusedException(Refusal.UNKNOWN_KEY);
        }
        if (good == null || !good.countsUnder(published)) {
            throw new RefusedException(Refusal.BAD_SIGNATURE);
        }
        return good;
    }

    private UnverifiedToken parsed() {
        UnverifiedToken token = parsed;
        if (token == null) {
            try {
                token = UnverifiedToken.parse(compact);
            } catch (MalformedException e) {
                throw new RefusedException(Refusal.MALFORMED_TOKEN);
            }
            parsed = token;
        }
        return token;
    }
}
