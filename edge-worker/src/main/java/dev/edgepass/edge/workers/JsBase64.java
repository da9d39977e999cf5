package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;

/** {@code Uint8Array.fromBase64} and {@code TextDecoder}, strictly: canonical base64url without padding, well-formed UTF-8. Null for anything else. */
public final class JsBase64 {
    private JsBase64() {}

    /** {@code strict} wants the padding, and zeros in the unused bits. It would skip white space. */
    @JSBody(
            params = "text",
            script = "if (!/^[\\w-]*$/.test(text)) return null;"
                    + " try { return Uint8Array.fromBase64(text + '==='.slice((text.length + 3) % 4), {alphabet: 'base64url', lastChunkHandling: 'strict'}).buffer; }"
                    + " catch (e) { return null; }")
    public static native @Nullable ArrayBuffer bytes(String text);

    @JSBody(
            params = "bytes",
            script =
                    "try { return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes); } catch (e) { return null; }")
    public static native @Nullable String text(ArrayBuffer bytes);
}
