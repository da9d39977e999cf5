package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code TextEncoder}. */
@JSClass(transparent = true)
public abstract class TextEncoder implements JSObject {
    /** It has no state, so one does for all. */
    public static final TextEncoder UTF8 = create();

    private TextEncoder() {}

    /** The bytes of {@code text} in UTF-8; a surrogate without its partner becomes U+FFFD. */
    @JSBody(params = "text", script = "return this.encode(text).buffer")
    public native ArrayBuffer encode(String text);

    @JSBody(script = "return new TextEncoder()")
    private static native TextEncoder create();
}
