package dev.edgepass.jdk;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.SigningKey;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.ParseException;

/** An Ed25519 private key as a JWK (RFC 8037) in a file that only its owner reads. */
public final class Ed25519KeyFile {
    private Ed25519KeyFile() {}

    /**
     * The key in {@code file}; made there, with mode 0600, where there is none. Several processes may ask at once: all get the same key.
     *
     * @throws IllegalStateException where the file holds no Ed25519 private key, or others may read it
     * @throws UncheckedIOException where it can't be read or made
     */
    public static SigningKey loadOrCreate(Path file) {
        String text = SecretFile.loadOrCreate(file, () -> jwk(SigningKey.generate()));
        try {
            OctetKeyPair key = OctetKeyPair.parse(text);
            if (key.isPrivate() && Curve.Ed25519.equals(key.getCurve())) {
                return SigningKey.of(key.getD().decode(), key.getX().decode());
            }
        } catch (ParseException | MalformedException e) {
            // The message could quote key material, so it isn't passed on.
        }
        throw new IllegalStateException("key file " + file + " holds no Ed25519 private JWK");
    }

    private static String jwk(SigningKey key) {
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(key.publicKey()))
                .d(Base64URL.encode(key.seed()))
                .build()
                .toJSONString();
    }
}
