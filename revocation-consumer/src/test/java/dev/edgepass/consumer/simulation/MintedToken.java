package dev.edgepass.consumer.simulation;

import dev.edgepass.feed.Handle;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.UnverifiedToken;
import dev.edgepass.token.VerifiedToken;
import java.util.List;

/**
 * A token that somebody holds.
 *
 * @param compact as it stands in a URL
 * @param verified as the edge has it once it found its signature good under {@code key}
 * @param handles those that it carries itself
 * @param decidedOn the position of the state that it was really decided on, whatever it says
 * @param staleness milliseconds for which that state had been overtaken when the token was issued
 */
record MintedToken(
        String compact,
        VerifiedToken verified,
        PublicKey key,
        List<String> handles,
        long decidedOn,
        long issuedAt,
        long staleness) {
    static MintedToken of(MediaClaims claims, String kid, long decidedOn, long issuedAt, long staleness, long nonce) {
        String compact = Jws.sign(MediaClaims.TYPE, kid, claims.toJson(), nonce);
        UnverifiedToken token = UnverifiedToken.parse(compact);
        if (!Jws.verify(Jws.key(kid), token.signingInput(), token.signature())) {
            throw new IllegalStateException("signature of " + claims.id() + ": wrong (expected: our own)");
        }
        List<String> handles = Handle.of(claims).stream().map(Handle::toString).toList();
        return new MintedToken(compact, token.signatureIsGood(), Jws.key(kid), handles, decidedOn, issuedAt, staleness);
    }

    MediaClaims claims() {
        return verified.claims();
    }

    @Override
    public String toString() {
        return claims().id() + " (pos " + claims().position() + ", " + String.join(" ", handles) + ", paths "
                + claims().paths() + ", " + verified.kid() + ")";
    }
}
