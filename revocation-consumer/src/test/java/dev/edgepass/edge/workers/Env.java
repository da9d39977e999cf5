package dev.edgepass.edge.workers;

import org.teavm.jso.JSObject;

/** The Worker's bindings. */
public abstract class Env implements JSObject {
    public abstract R2Bucket media();

    public abstract R2Bucket feed();

    public abstract KvNamespace segments();
}
