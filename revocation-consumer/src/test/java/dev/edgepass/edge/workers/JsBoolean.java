package dev.edgepass.edge.workers;

import org.teavm.jso.JSObject;

/** A boolean on its way through a promise. */
public final class JsBoolean implements JSObject {
    private final boolean value;

    JsBoolean(boolean value) {
        this.value = value;
    }

    public static boolean isTrue(JsBoolean value) {
        return value.value;
    }
}
