package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code Request} of the Fetch standard. */
@JSClass(transparent = true)
public abstract class Request implements JSObject {
    private Request() {}

    @JSBody(script = "return this.url")
    public native String url();

    @JSBody(script = "return this.method")
    public native String method();

    @JSBody(script = "return this.headers")
    public native Headers headers();
}
