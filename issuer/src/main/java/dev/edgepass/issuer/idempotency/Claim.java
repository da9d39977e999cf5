package dev.edgepass.issuer.idempotency;

import dev.edgepass.encoding.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One caller's one key for one request: where its answer is kept, and what locks it (AES-256-GCM). Only who knows the client's key and the issuer's pepper can
 * make it, so Redis and its backups show no answer.
 *
 * @param name in Redis
 * @param request what was asked, as a hash
 * @param turn of this attempt: no other one has the same
 */
public record Claim(String name, String request, String turn, SecretKeySpec key) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String AES_GCM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    String seal(KeptAnswer answer) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, answer.encode());
        byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
        return Base64Url.encode(both);
    }

    KeptAnswer open(String text) {
        byte[] both = Base64Url.decode(text);
        return KeptAnswer.decode(crypt(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(both, NONCE_BYTES),
                Arrays.copyOfRange(both, NONCE_BYTES, both.length)));
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance(AES_GCM);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((name + request).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the kept answer is locked by something else", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Claim[" + name + "]";
    }
}
