package dev.edgepass.issuer.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.jdk.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The P-256 private keys of a PKCS#12 store, as {@code openssl} and {@code keytool} make them; read anew each time. A key's kid is its thumbprint (RFC 7638).
 *
 * @param passwordFile its first line opens the store and every key in it
 */
record Pkcs12Store(Path file, Path passwordFile) implements KeySource {
    @Override
    public List<ECKey> load() {
        char[] password = password();
        List<ECKey> keys = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(bytes, password);
            List<String> aliases = Collections.list(store.aliases());
            Collections.sort(aliases);
            for (String alias : aliases) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    keys.add(key(alias, key, store.getCertificate(alias)));
                }
            }
        } catch (IOException e) {
            // A wrong password is an IOException too, whose cause says so.
            throw e.getCause() instanceof GeneralSecurityException
                    ? new IllegalStateException(
                            "the PKCS#12 store " + file + " isn't opened by the password in " + passwordFile)
                    : new UncheckedIOException("can't read the PKCS#12 store " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the PKCS#12 store " + file + " can't be opened", e);
        } finally {
            Arrays.fill(password, ' ');
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("the PKCS#12 store " + file + " holds no private key");
        }
        return keys;
    }

    private ECKey key(String alias, PrivateKey key, Certificate certificate) {
        try {
            if (certificate.getPublicKey() instanceof ECPublicKey publicKey
                    && Curve.P_256.equals(Curve.forECParameterSpec(publicKey.getParams()))) {
                return new ECKey.Builder(Curve.P_256, publicKey)
                        .privateKey(key)
                        .keyIDFromThumbprint()
                        .build();
            }
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
        throw new IllegalStateException("the PKCS#12 store " + file + ": " + alias + " is no P-256 key");
    }

    private char[] password() {
        return SecretFile.load(passwordFile).lines().findFirst().orElse("").toCharArray();
    }

    @Override
    public boolean grows() {
        return false;
    }

    @Override
    public String toString() {
        return "PKCS#12 store " + file;
    }
}
