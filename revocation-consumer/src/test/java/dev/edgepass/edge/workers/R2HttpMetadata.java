package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** What every object here was stored with. */
public final class R2HttpMetadata implements JSObject {
    R2HttpMetadata() {}

    public String contentType() {
        return "image/jpeg";
    }

    public @Nullable String contentLanguage() {
        return null;
    }

    public @Nullable String contentDisposition() {
        return null;
    }

    public @Nullable String contentEncoding() {
        return null;
    }
}
