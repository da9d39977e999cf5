package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code ReadableStream} of the Streams standard. Belongs to one request. */
@JSClass(transparent = true)
public abstract class ReadableStream implements JSObject {
    private ReadableStream() {}

    @JSBody(script = "return this.cancel()")
    public native Promise<JSObject> cancel();
}
