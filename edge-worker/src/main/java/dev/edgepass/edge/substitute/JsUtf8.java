package dev.edgepass.edge.substitute;

import dev.edgepass.edge.workers.ArrayBuffer;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.encoding.MalformedException;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;

/** {@link dev.edgepass.encoding.Utf8} by {@code TextDecoder} and {@code TextEncoder}. */
public final class JsUtf8 {
    private JsUtf8() {}

    public static String decode(byte[] bytes, int length) {
        String text = text(bytes, length);
        if (text == null) {
            throw malformed();
        }
        return text;
    }

    public static byte[] encode(String text) {
        ArrayBuffer bytes = bytes(text);
        if (!Runtime.isPresent(bytes)) {
            throw malformed();
        }
        return bytes.bytes();
    }

    private static MalformedException malformed() {
        return new MalformedException("not well-formed UTF-8");
    }

    @JSBody(
            params = {"bytes", "length"},
            script =
                    "try { return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes.subarray(0, length)); }"
                            + " catch (e) { return null; }")
    private static native @Nullable String text(@JSByRef byte[] bytes, int length);

    @JSBody(params = "text", script = "return text.isWellFormed() ? new TextEncoder().encode(text).buffer : null")
    private static native @Nullable ArrayBuffer bytes(String text);
}
