package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/** {@code crypto.subtle}, for ES256, HMAC and SHA-256. */
public final class SubtleCrypto {
    private static final JSObject ES256 = es256();

    private SubtleCrypto() {}

    /** A P-256 key to verify with, from the coordinates of its JWK. */
    @JSBody(
            params = {"x", "y"},
            script = "return crypto.subtle.importKey('jwk', {kty: 'EC', crv: 'P-256', x: x, y: y},"
                    + " {name: 'ECDSA', namedCurve: 'P-256'}, false, ['verify'])")
    public static native Promise<CryptoKey> importKey(String x, String y);

    /** Whether {@code signature} ({@code r || s}, in base64url) is the key's ES256 over the ASCII of {@code data}. */
    public static Promise<JsBoolean> verify(CryptoKey key, String signature, String data) {
        return verify(ES256, key, signature, TextEncoder.UTF8, data);
    }

    /** A key for HMAC-SHA256. */
    @JSBody(
            params = "base64url",
            script = "return crypto.subtle.importKey('raw', Uint8Array.fromBase64(base64url, {alphabet: 'base64url'}),"
                    + " {name: 'HMAC', hash: 'SHA-256'}, false, ['sign'])")
    public static native Promise<CryptoKey> importHmac(String base64url);

    /** The HMAC of the UTF-8 of {@code data}. */
    public static Promise<ArrayBuffer> hmac(CryptoKey key, String data) {
        return hmac(key, TextEncoder.UTF8, data);
    }

    @JSBody(
            params = {"key", "encoder", "data"},
            script = "return crypto.subtle.sign('HMAC', key, encoder.encode(data))")
    private static native Promise<ArrayBuffer> hmac(CryptoKey key, TextEncoder encoder, String data);

    @JSBody(params = "data", script = "return crypto.subtle.digest('SHA-256', data)")
    public static native Promise<ArrayBuffer> sha256(ArrayBuffer data);

    @JSBody(
            params = {"algorithm", "key", "signature", "encoder", "data"},
            script = "return crypto.subtle.verify(algorithm, key,"
                    + " Uint8Array.fromBase64(signature, {alphabet: 'base64url'}), encoder.encode(data))")
    private static native Promise<JsBoolean> verify(
            JSObject algorithm, CryptoKey key, String signature, TextEncoder encoder, String data);

    @JSBody(script = "return {name: 'ECDSA', hash: 'SHA-256'}")
    private static native JSObject es256();
}
