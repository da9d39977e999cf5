package dev.edgepass.edge.substitute;

import dev.edgepass.edge.workers.TextDecoder;
import dev.edgepass.edge.workers.TextEncoder;
import dev.edgepass.encoding.MalformedException;
import org.teavm.jso.JSBody;

/** {@link dev.edgepass.encoding.Utf8} by {@code TextDecoder} and {@code TextEncoder}. */
public final class JsUtf8 {
    private JsUtf8() {}

    public static String decode(byte[] bytes, int length) {
        String text = TextDecoder.UTF8.decode(bytes, length);
        if (text == null) {
            throw malformed();
        }
        return text;
    }

    public static byte[] encode(String text) {
        if (!isWellFormed(text)) {
            throw malformed();
        }
        return TextEncoder.UTF8.encode(text).bytes();
    }

    private static MalformedException malformed() {
        return new MalformedException("not well-formed UTF-8");
    }

    @JSBody(params = "text", script = "return text.isWellFormed()")
    private static native boolean isWellFormed(String text);
}
