package dev.edgepass.jdk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.ParseException;

/** A P-256 private key as a JWK (RFC 7517) in a file that only its owner reads. */
public final class KeyFile {
    private KeyFile() {}

    /**
     * The key in {@code file}; made there, with mode 0600, where there is none. Several processes may ask at once: all get the same key.
     *
     * @throws IllegalStateException where the file holds no P-256 private key, or others may read it
     * @throws UncheckedIOException where it can't be read or made
     */
    public static ECKey loadOrCreate(Path file) {
        return parse(file, SecretFile.loadOrCreate(file, () -> generate().toJSONString()));
    }

    /**
     * The key in {@code file}.
     *
     * @throws IllegalStateException where the file holds no P-256 private key, or others may read it
     * @throws UncheckedIOException where it can't be read
     */
    public static ECKey load(Path file) {
        return parse(file, SecretFile.load(file));
    }

    /**
     * A new key in {@code folder}, in a file {@code <kid>.jwk} with mode 0600.
     *
     * @throws UncheckedIOException where it can't be made
     */
    public static ECKey createIn(Path folder) {
        ECKey key = generate();
        Path file = folder.resolve(key.getKeyID() + ".jwk");
        return parse(file, SecretFile.loadOrCreate(file, key::toJSONString));
    }

    private static ECKey parse(Path file, String text) {
        try {
            ECKey key = ECKey.parse(text);
            if (key.isPrivate() && Curve.P_256.equals(key.getCurve()) && key.getKeyID() != null) {
                return key;
            }
        } catch (ParseException e) {
            // The message could quote key material, so it isn't passed on.
        }
        throw new IllegalStateException("key file " + file + " holds no P-256 private JWK with a kid");
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM can't make P-256 keys", e);
        }
    }
}
