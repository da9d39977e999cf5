package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** The Worker's bindings, as {@code wrangler.jsonc} names them. */
@JSClass(transparent = true)
public abstract class Env implements JSObject {
    private Env() {}

    @JSBody(script = "return this.MEDIA")
    public native R2Bucket media();

    @JSBody(script = "return this.FEED")
    public native R2Bucket feed();

    @JSBody(script = "return this.SEGMENTS")
    public native KvNamespace segments();

    /** A variable's text; empty where it isn't set. */
    @JSBody(params = "name", script = "return this[name] == null ? '' : String(this[name])")
    public native String variable(String name);
}
