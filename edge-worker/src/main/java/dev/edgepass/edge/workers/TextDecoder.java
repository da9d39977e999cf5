package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code TextDecoder}. */
@JSClass(transparent = true)
public abstract class TextDecoder implements JSObject {
    /** Strict, a byte order mark being a character like any other. Between two calls it has no state, so one does for all. */
    public static final TextDecoder UTF8 = create();

    private TextDecoder() {}

    /** The text of the first {@code length} bytes; null where they aren't well-formed UTF-8. */
    @JSBody(
            params = {"bytes", "length"},
            script = "try { return this.decode(bytes.subarray(0, length)); } catch (e) { return null; }")
    public native @Nullable String decode(@JSByRef byte[] bytes, int length);

    @JSBody(script = "return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true})")
    private static native TextDecoder create();
}
