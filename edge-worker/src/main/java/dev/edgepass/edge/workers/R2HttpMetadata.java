package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code R2HTTPMetadata}: what the object was stored with. */
@JSClass(transparent = true)
public abstract class R2HttpMetadata implements JSObject {
    private R2HttpMetadata() {}

    @JSBody(script = "return this.contentType || null")
    public native @Nullable String contentType();

    @JSBody(script = "return this.contentLanguage || null")
    public native @Nullable String contentLanguage();

    @JSBody(script = "return this.contentDisposition || null")
    public native @Nullable String contentDisposition();

    @JSBody(script = "return this.contentEncoding || null")
    public native @Nullable String contentEncoding();
}
