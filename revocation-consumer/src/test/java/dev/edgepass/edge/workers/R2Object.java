package dev.edgepass.edge.workers;

import dev.edgepass.encoding.Utf8;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** An object of R2 with its bytes, or without. */
public final class R2Object implements JSObject {
    private final String etag;
    private final byte[] bytes;
    private final boolean hasBody;

    private R2Object(String etag, byte[] bytes, boolean hasBody) {
        this.etag = etag;
        this.bytes = bytes;
        this.hasBody = hasBody;
    }

    public R2Object(String etag, byte[] bytes) {
        this(etag, bytes, true);
    }

    public R2Object withoutBody() {
        return new R2Object(etag, bytes, false);
    }

    public double size() {
        return bytes.length;
    }

    public String etag() {
        return etag;
    }

    public String httpEtag() {
        return '"' + etag + '"';
    }

    public String version() {
        return etag;
    }

    public double uploaded() {
        return 0;
    }

    public R2HttpMetadata httpMetadata() {
        return new R2HttpMetadata();
    }

    public @Nullable ReadableStream body() {
        return hasBody ? new ReadableStream(bytes) : null;
    }

    public Promise<JsText> text() {
        return Promise.resolved(new JsText(Utf8.decode(bytes)));
    }
}
