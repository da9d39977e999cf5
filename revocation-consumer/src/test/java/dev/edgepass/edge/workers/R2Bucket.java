package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** A bucket, as an isolate reads it. */
public abstract class R2Bucket implements JSObject {
    /**
     * @param unless without a body where the object has this etag
     */
    protected abstract Promise<R2Object> read(String key, @Nullable String unless);

    public Promise<R2Object> get(String key) {
        return read(key, null);
    }

    public Promise<R2Object> getUnlessMatches(String key, String etag) {
        return read(key, etag);
    }

    public Promise<R2Object> head(String key) {
        return read(key, null).then(object -> object == null ? null : object.withoutBody());
    }

    public Promise<ReadableStream> getBody(String key) {
        return read(key, null).then(object -> object == null ? null : object.body());
    }
}
