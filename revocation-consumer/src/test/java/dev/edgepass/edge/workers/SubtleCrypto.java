package dev.edgepass.edge.workers;

import dev.edgepass.encoding.Base64Url;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import org.teavm.jso.JSObject;

/** The platform's stand-in for ES256, and SHA-256 itself; each takes a moment. */
public final class SubtleCrypto {
    private SubtleCrypto() {}

    public static Promise<CryptoKey> importKey(String x, String y) {
        return later(() -> new CryptoKey(x));
    }

    public static Promise<JsBoolean> verify(CryptoKey key, String signature, String data) {
        VirtualPlatform platform = VirtualPlatform.current();
        return later(() -> new JsBoolean(platform.verify(key.x, data, Base64Url.decode(signature))));
    }

    public static Promise<ArrayBuffer> sha256(ArrayBuffer data) {
        return later(() -> new ArrayBuffer(digest(data.bytes())));
    }

    private static <T extends JSObject> Promise<T> later(Supplier<T> result) {
        Promise<T> promise = Promise.pending();
        VirtualPlatform platform = VirtualPlatform.current();
        platform.in(platform.cryptoTime(), () -> promise.fulfil(result.get()));
        return promise;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
