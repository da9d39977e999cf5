package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code ExecutionContext}: the life of one request beyond its answer. */
@JSClass(transparent = true)
public abstract class ExecutionContext implements JSObject {
    private ExecutionContext() {}

    @JSBody(params = "work", script = "this.waitUntil(work)")
    public native void waitUntil(Promise<?> work);
}
