package dev.edgepass.edge.workers;

import org.teavm.jso.JSObject;

/** The Worker's bindings. */
public abstract class Env implements JSObject {
    public abstract R2Bucket bucket(String binding);

    public abstract KvNamespace namespace(String binding);
}
