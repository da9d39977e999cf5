package dev.edgepass.issuer.oauth;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.Role;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.revocation.Revocations;
import dev.edgepass.issuer.token.OpaqueSubject;
import dev.edgepass.issuer.token.TokenVerifier;
import dev.edgepass.token.MediaClaims;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Revokes one media token that is presented (RFC 7009): the login that it was issued to may, and an admin any. Needs the log only. Thread-safe.
 */
@Component
class TokenRevocation {
    private static final String REASON = "token revocation (RFC 7009)";

    private final TokenVerifier verifier;
    private final OpaqueSubject subjects;
    private final ReadModel readModel;
    private final Revocations revocations;
    private final Publications publications;

    TokenRevocation(
            TokenVerifier verifier,
            OpaqueSubject subjects,
            ReadModel readModel,
            Revocations revocations,
            Publications publications) {
        this.verifier = verifier;
        this.subjects = subjects;
        this.readModel = readModel;
        this.revocations = revocations;
        this.publications = publications;
    }

    /**
     * Returns once the token is refused, as far as the patience goes; at once where it is none of ours, or good for nothing already.
     *
     * @throws ProblemException {@code forbidden} where the token is another login's; those of {@link Revocations#revoke}
     */
    void revoke(String token, Caller caller, Duration patience) {
        Optional<MediaClaims> claims = verifier.find(token);
        if (claims.isEmpty()) {
            return;
        }
        MediaClaims good = claims.get();
        if (!caller.is(Role.ADMIN) && !isOwn(good, caller)) {
            throw ProblemType.FORBIDDEN.because("The token was issued to another login. An admin may revoke it.");
        }
        if (isRevoked(good)) {
            return;
        }
        Revocations.Made made =
                revocations.revoke(List.of(new Target(Handle.Kind.TOKEN, good.id())), Effect.CUTOFF, REASON, caller);
        publications.await(made.written(), patience);
    }

    /** A login is its tenant and its subject; release 0's form of the subject didn't have the tenant, the token has it beside. */
    private boolean isOwn(MediaClaims claims, Caller caller) {
        return claims.link() == null
                && Objects.equals(claims.tenant(), caller.tenant())
                && subjects.isOf(claims.subject(), caller.tenant(), caller.subject());
    }

    /** Twice is one record, where that is known; without the read model it isn't, and a second record does no harm. */
    private boolean isRevoked(MediaClaims claims) {
        try {
            return readModel
                    .snapshot(List.of(new Handle(Handle.Kind.TOKEN, claims.id())), null)
                    .isCutOff(claims.position());
        } catch (ProblemException e) {
            return false;
        }
    }
}
