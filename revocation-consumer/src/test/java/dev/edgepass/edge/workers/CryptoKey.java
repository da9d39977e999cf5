package dev.edgepass.edge.workers;

import org.teavm.jso.JSObject;

/** A key that the simulated cryptography takes. */
public final class CryptoKey implements JSObject {
    final String x;

    CryptoKey(String x) {
        this.x = x;
    }
}
