package dev.edgepass.edge.workers;

import org.teavm.jso.JSObject;

/** The life of one request beyond its answer. */
public abstract class ExecutionContext implements JSObject {
    public abstract void waitUntil(Promise<?> work);
}
