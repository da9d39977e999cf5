package dev.edgepass.edge.workers;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code CryptoKey}: a value, which may be kept. */
@JSClass(transparent = true)
public abstract class CryptoKey implements JSObject {
    private CryptoKey() {}
}
