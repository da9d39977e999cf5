package dev.edgepass.issuer.idempotency;

import dev.edgepass.encoding.Base64Url;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import tools.jackson.databind.json.JsonMapper;

/**
 * One caller's one key for one request: where its answer is kept, and what locks it (AES-256-GCM). Only who knows the client's key, the request and the issuer's pepper can
 * make it, so Redis and its backups show no answer, and none can be put in another one's place.
 *
 * @param name in Redis
 * @param request what was asked, as a hash
 * @param turn of this attempt: no other one has the same
 * @param key 32 bytes, of this caller's key and this request alone
 */
public record Claim(String name, String request, String turn, byte[] key) {
    private static final JsonMapper JSON = JsonMapper.shared();

    String seal(KeptAnswer answer) {
        return Base64Url.encode(cipher().encrypt(JSON.writeValueAsBytes(answer)));
    }

    /** @throws IllegalStateException where {@code text} isn't what this claim sealed */
    KeptAnswer open(String text) {
        return JSON.readValue(cipher().decrypt(Base64Url.decode(text)), KeptAnswer.class);
    }

    private BytesEncryptor cipher() {
        return AesGcmBytesEncryptor.withSecretKey(new SecretKeySpec(key, "AES")).build();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Claim[" + name + "]";
    }
}
