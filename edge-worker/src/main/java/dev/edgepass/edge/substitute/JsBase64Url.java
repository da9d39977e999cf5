package dev.edgepass.edge.substitute;

import dev.edgepass.edge.workers.ArrayBuffer;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.encoding.MalformedException;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;

/** {@link dev.edgepass.encoding.Base64Url} by {@code Uint8Array.fromBase64} and {@code TextDecoder}. */
public final class JsBase64Url {
    private JsBase64Url() {}

    public static byte[] decode(String text) {
        return decode(text, 0, text.length());
    }

    public static byte[] decode(String text, int start, int end) {
        ArrayBuffer bytes = bytes(text, start, end);
        if (!Runtime.isPresent(bytes)) {
            throw malformed();
        }
        return bytes.bytes();
    }

    public static String decodeText(String text, int start, int end) {
        ArrayBuffer bytes = bytes(text, start, end);
        String decoded = Runtime.isPresent(bytes) ? text(bytes) : null;
        if (decoded == null) {
            throw malformed();
        }
        return decoded;
    }

    private static MalformedException malformed() {
        return new MalformedException("base64url: not canonical, or not UTF-8");
    }

    /** {@code strict} wants the padding, and zeros in the unused bits. It would skip white space. */
    @JSBody(
            params = {"text", "start", "end"},
            script = "text = text.slice(start, end); if (!/^[\\w-]*$/.test(text)) return null;"
                    + " try { return Uint8Array.fromBase64(text + '==='.slice((text.length + 3) % 4), {alphabet: 'base64url', lastChunkHandling: 'strict'}).buffer; }"
                    + " catch (e) { return null; }")
    private static native @Nullable ArrayBuffer bytes(String text, int start, int end);

    @JSBody(
            params = "bytes",
            script =
                    "try { return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes); } catch (e) { return null; }")
    private static native @Nullable String text(ArrayBuffer bytes);
}
