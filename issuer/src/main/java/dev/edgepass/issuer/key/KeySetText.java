package dev.edgepass.issuer.key;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** A private JWK Set (RFC 7517 section 5) that came with the process, such as in its environment: it is what it is until a restart. */
final class KeySetText implements KeySource {
    private static final String NAME = "edgepass.keys.jwks";

    private final List<ECKey> keys = new ArrayList<>();

    /**
     * @throws IllegalStateException where it is no set of P-256 private keys with kids
     */
    KeySetText(String text) {
        try {
            for (JWK key : JWKSet.parse(text).getKeys()) {
                if (!(key instanceof ECKey ec)
                        || !ec.isPrivate()
                        || !Curve.P_256.equals(ec.getCurve())
                        || ec.getKeyID() == null) {
                    throw new IllegalStateException(
                            NAME + ": key " + (keys.size() + 1) + " of the set is no P-256 private key with a kid");
                }
                keys.add(ec);
            }
        } catch (ParseException e) {
            // The message could quote key material, so it isn't passed on.
            throw new IllegalStateException(NAME + ": not a JWK Set");
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException(NAME + ": the set is empty (expected: a P-256 private key with a kid)");
        }
    }

    @Override
    public List<ECKey> load() {
        return List.copyOf(keys);
    }

    @Override
    public boolean grows() {
        return false;
    }

    @Override
    public String toString() {
        return NAME;
    }
}
