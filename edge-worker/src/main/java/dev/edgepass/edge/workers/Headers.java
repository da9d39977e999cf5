package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code Headers} of the Fetch standard. A value, which may be kept. */
@JSClass(transparent = true)
public abstract class Headers implements JSObject {
    private Headers() {}

    @JSBody(script = "return new Headers()")
    public static native Headers create();

    @JSBody(params = "name", script = "return this.get(name)")
    public native @Nullable String get(String name);

    @JSBody(
            params = {"name", "value"},
            script = "this.set(name, value)")
    public native void set(String name, String value);
}
