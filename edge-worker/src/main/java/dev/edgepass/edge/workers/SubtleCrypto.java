package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;

/** {@code crypto.subtle}, for ES256 and SHA-256. */
public final class SubtleCrypto {
    private SubtleCrypto() {}

    /** A P-256 key to verify with, from the coordinates of its JWK. */
    @JSBody(
            params = {"x", "y"},
            script = "return crypto.subtle.importKey('jwk', {kty: 'EC', crv: 'P-256', x: x, y: y},"
                    + " {name: 'ECDSA', namedCurve: 'P-256'}, false, ['verify'])")
    public static native Promise<CryptoKey> importKey(String x, String y);

    /** Whether {@code signature} ({@code r || s}) is the key's ES256 over the ASCII of {@code data}. */
    @JSBody(
            params = {"key", "signature", "data"},
            script =
                    "return crypto.subtle.verify({name: 'ECDSA', hash: 'SHA-256'}, key, signature, new TextEncoder().encode(data))")
    public static native Promise<JsBoolean> verify(CryptoKey key, @JSByRef byte[] signature, String data);

    @JSBody(params = "data", script = "return crypto.subtle.digest('SHA-256', data)")
    public static native Promise<ArrayBuffer> sha256(ArrayBuffer data);
}
