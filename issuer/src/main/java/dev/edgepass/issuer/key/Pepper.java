package dev.edgepass.issuer.key;

import dev.edgepass.jdk.SecretFile;
import dev.edgepass.jdk.Sha256;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * A secret of the issuer that is in no log, projection or backup of them: 32 random bytes in a file beside the signing key ({@code edgepass.keys.pepper-file}), made
 * at the first start, and the same for every instance. What is kept for ever or stands in URLs and could be guessed (a password's hash, a login's subject) is bound to
 * it. Where the file is lost, the passwords of all share links are, and blocks of subjects no longer meet what is minted: they have to be made again. Thread-safe.
 */
@Component
public class Pepper {
    private static final int BYTES = 32;

    private final byte[] key;

    @Autowired
    Pepper(KeySettings settings) {
        this(settings.pepperFile());
    }

    /**
     * @throws IllegalStateException where the file holds no pepper, or others may read it
     */
    public Pepper(Path file) {
        key = parse(file, SecretFile.loadOrCreate(file, Pepper::random));
    }

    /**
     * The key for one use: 32 bytes by HKDF-Expand (RFC 5869 section 2.3).
     *
     * @param label names the use
     */
    public byte[] derive(String label) {
        Mac mac = Sha256.mac(key);
        mac.update(Sha256.utf8(label));
        mac.update((byte) 1);
        return mac.doFinal();
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] parse(Path file, String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.strip());
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // The message could quote the secret, so it isn't passed on.
        }
        throw new IllegalStateException("key file " + file + " holds no pepper (expected: 32 bytes in base64url)");
    }

    /** Without it. */
    @Override
    public String toString() {
        return "Pepper";
    }
}
