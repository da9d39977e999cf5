package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** A JavaScript string on its way through a promise. */
@JSClass(transparent = true)
public abstract class JsText implements JSObject {
    private JsText() {}

    @JSBody(script = "return String(this)")
    public native String value();
}
