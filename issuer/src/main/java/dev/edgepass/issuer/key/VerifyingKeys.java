package dev.edgepass.issuer.key;

import dev.edgepass.feed.PublicKey;
import dev.edgepass.issuer.feed.HeadWatch;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.key.KeyRecord;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The public keys under which media tokens are good: next, active and retiring ones. Thread-safe. */
@Component
public class VerifyingKeys {
    private final ReadModel readModel;
    private final KeyRing ring;
    private final KeyStanding standing;
    private final HeadWatch heads;

    VerifyingKeys(ReadModel readModel, KeyRing ring, KeyStanding standing, HeadWatch heads) {
        this.readModel = readModel;
        this.ring = ring;
        this.standing = standing;
        this.heads = heads;
    }

    /**
     * The key of that id, if tokens under it are good. By the read model; where that is away, by the newest head, which is what the edge goes by: so a token can be
     * recognised and revoked without Redis. A caller that grants something by a token asks the read model for a snapshot next, and is refused there.
     */
    public Optional<PublicKey> find(String kid) {
        if (standing.isWithdrawn(kid)) {
            return Optional.empty();
        }
        try {
            Optional<KeyRecord> known = readModel.key(kid);
            if (known.isPresent()) {
                return known.filter(standing::isGood).map(KeyRecord::publicKey);
            }
        } catch (ProblemException e) {
            Optional<PublicKey> atEdge = heads.edgeKeys().stream()
                    .filter(key -> key.kid().equals(kid))
                    .findFirst();
            if (atEdge.isPresent()) {
                return atEdge;
            }
        }
        return ring.held(kid).map(SigningKey::publicKey);
    }
}
