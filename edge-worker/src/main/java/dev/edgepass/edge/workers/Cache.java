package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code Cache} of the Cache API, as Workers have it: {@code put} refuses a 206 and stores nothing that is private. */
@JSClass(transparent = true)
public abstract class Cache implements JSObject {
    private Cache() {}

    /** {@code caches.default}: this location's. */
    @JSBody(script = "return caches.default")
    public static native Cache standard();

    /** The location's cache of that name. */
    @JSBody(params = "name", script = "return caches.open(name)")
    public static native Promise<Cache> open(String name);

    /** The stored response, the part of it that {@code range} asks for, or undefined. */
    @JSBody(
            params = {"url", "range"},
            script = "return this.match(range === null ? url : new Request(url, {headers: {range: range}}))")
    public native Promise<Response> match(String url, @Nullable String range);

    @JSBody(params = "url", script = "return this.delete(url)")
    public native Promise<JSObject> delete(String url);

    @JSBody(
            params = {"url", "response"},
            script = "return this.put(url, response)")
    public native Promise<JSObject> put(String url, Response response);
}
