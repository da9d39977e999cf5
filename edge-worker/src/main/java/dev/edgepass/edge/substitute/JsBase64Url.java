package dev.edgepass.edge.substitute;

import dev.edgepass.edge.workers.ArrayBuffer;
import dev.edgepass.edge.workers.TextDecoder;
import dev.edgepass.encoding.MalformedException;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;

/** {@link dev.edgepass.encoding.Base64Url} by {@code Uint8Array.fromBase64} and {@code TextDecoder}. */
public final class JsBase64Url {
    private JsBase64Url() {}

    public static byte[] decode(String text) {
        if (!isCanonical(text)) {
            throw malformed();
        }
        return bytes(text).bytes();
    }

    /** {@code fromBase64} would skip white space, and ignore unused bits: the last character says whether they are zero. */
    @JSBody(
            params = "text",
            script =
                    "var rest = text.length & 3;"
                            + " return !/[^\\w-]/.test(text)"
                            + " && (rest === 0 || rest > 1 && (rest === 2 ? 'AQgw' : 'AEIMQUYcgkosw048').indexOf(text[text.length - 1]) >= 0)")
    public static native boolean isCanonical(String text);

    public static String decodeText(String text, int start, int end) {
        String part = text.substring(start, end);
        String decoded = isCanonical(part) ? decode(TextDecoder.UTF8, part) : null;
        if (decoded == null) {
            throw malformed();
        }
        return decoded;
    }

    private static MalformedException malformed() {
        return new MalformedException("base64url: not canonical, or not UTF-8");
    }

    @JSBody(params = "text", script = "return Uint8Array.fromBase64(text, {alphabet: 'base64url'}).buffer")
    private static native ArrayBuffer bytes(String text);

    @JSBody(
            params = {"decoder", "text"},
            script = "try { return decoder.decode(Uint8Array.fromBase64(text, {alphabet: 'base64url'})); }"
                    + " catch (e) { return null; }")
    private static native @Nullable String decode(TextDecoder decoder, String text);
}
