package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code R2Object} and, where {@link #body()} isn't null, {@code R2ObjectBody}. */
@JSClass(transparent = true)
public abstract class R2Object implements JSObject {
    private R2Object() {}

    /** Bytes of the whole object, whatever part of it was asked for. */
    @JSBody(script = "return this.size")
    public native double size();

    /** A text of its own for each upload of the key. */
    @JSBody(script = "return this.version")
    public native String version();

    @JSBody(script = "return this.etag")
    public native String etag();

    /** Milliseconds since the epoch. */
    @JSBody(script = "return this.uploaded.getTime()")
    public native double uploaded();

    @JSBody(script = "return this.httpMetadata || {}")
    public native R2HttpMetadata httpMetadata();

    @JSBody(script = "return this.body || null")
    public native @Nullable ReadableStream body();

    @JSBody(script = "return this.text()")
    public native Promise<JsText> text();
}
