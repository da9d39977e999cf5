package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code env}: the Worker's bindings and variables, by name. */
@JSClass(transparent = true)
public abstract class Env implements JSObject {
    private Env() {}

    @JSBody(params = "binding", script = "return this[binding]")
    public native R2Bucket bucket(String binding);

    @JSBody(params = "binding", script = "return this[binding]")
    public native KvNamespace namespace(String binding);

    /** A variable's text; empty where it isn't set. */
    @JSBody(params = "name", script = "return this[name] == null ? '' : String(this[name])")
    public native String variable(String name);
}
