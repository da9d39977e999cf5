package dev.edgepass.edge.workers;

import org.teavm.jso.JSObject;

/** A string on its way through a promise. */
public final class JsText implements JSObject {
    private final String value;

    JsText(String value) {
        this.value = value;
    }

    public String value() {
        return value;
    }
}
