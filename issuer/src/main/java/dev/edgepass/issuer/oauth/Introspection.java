package dev.edgepass.issuer.oauth;

import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.feed.HeadWatch;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.issuer.token.TokenVerifier;
import dev.edgepass.token.MediaClaims;
import org.springframework.stereotype.Component;

/**
 * Whether a media token is good (RFC 7662), by the edge's rules: form, key, signature, times, and the revocations of the token, its link, subject, tenant or
 * from all. What was taken down by its path isn't about the token, and an object's own answer. Thread-safe.
 */
@Component
class Introspection {
    private final TokenVerifier verifier;
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final HeadWatch heads;

    Introspection(TokenVerifier verifier, ReadModel readModel, ReadYourWrites readYourWrites, HeadWatch heads) {
        this.verifier = verifier;
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.heads = heads;
    }

    /**
     * @throws ProblemException {@code read-model-unavailable}: no guess is made
     */
    IntrospectionAnswer of(String token) {
        readYourWrites.await();
        return verifier.findValid(token)
                .filter(this::isInForce)
                .map(IntrospectionAnswer::of)
                .orElse(IntrospectionAnswer.INACTIVE);
    }

    private boolean isInForce(MediaClaims claims) {
        Snapshot snapshot = readModel.snapshot(Handle.of(claims), null);
        return snapshot.blocked().isEmpty()
                && !snapshot.isCutOff(claims.position())
                && claims.position() >= heads.prunedTo();
    }
}
