package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code R2Bucket}. A missing object is null; other failures reject. */
@JSClass(transparent = true)
public abstract class R2Bucket implements JSObject {
    private R2Bucket() {}

    @JSBody(params = "key", script = "return this.get(key)")
    public native Promise<R2Object> get(String key);

    /** The bytes of the object, or null. */
    @JSBody(params = "key", script = "return this.get(key).then(function(object) { return object && object.body; })")
    public native Promise<ReadableStream> getBody(String key);

    /** With {@code onlyIf.etagDoesNotMatch}: without a body where the object is still the one of {@code etag}. */
    @JSBody(
            params = {"key", "etag"},
            script = "return this.get(key, {onlyIf: {etagDoesNotMatch: etag}})")
    public native Promise<R2Object> getUnlessMatches(String key, String etag);

    @JSBody(
            params = {"key", "offset", "length"},
            script = "return this.get(key, {range: {offset: offset, length: length}})")
    public native Promise<R2Object> getRange(String key, double offset, double length);

    @JSBody(
            params = {"key", "offset"},
            script = "return this.get(key, {range: {offset: offset}})")
    public native Promise<R2Object> getFrom(String key, double offset);

    @JSBody(
            params = {"key", "suffix"},
            script = "return this.get(key, {range: {suffix: suffix}})")
    public native Promise<R2Object> getSuffix(String key, double suffix);

    @JSBody(params = "key", script = "return this.head(key)")
    public native Promise<R2Object> head(String key);
}
