package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** A JavaScript boolean on its way through a promise. */
@JSClass(transparent = true)
public abstract class JsBoolean implements JSObject {
    private JsBoolean() {}

    @JSBody(params = "value", script = "return value === true")
    public static native boolean isTrue(JsBoolean value);
}
