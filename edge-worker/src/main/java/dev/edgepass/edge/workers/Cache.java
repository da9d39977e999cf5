package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/**
 * {@code Cache} of the Cache API, as Workers have it: {@code put} refuses a 206 and stores nothing that is private. Always a named one: {@code caches.default}
 * is shared with the zone, which answers from it without the Worker.
 */
public final class Cache {
    private Cache() {}

    /** The response that is stored in the location's cache {@code name}, the part of it that {@code range} asks for, or undefined. */
    @JSBody(
            params = {"name", "url", "range"},
            script = "return caches.open(name).then(function(cache) {"
                    + " return cache.match(range === null ? url : new Request(url, {headers: {range: range}})); })")
    public static native Promise<Response> match(String name, String url, @Nullable String range);

    @JSBody(
            params = {"name", "url"},
            script = "return caches.open(name).then(function(cache) { return cache.delete(url); })")
    public static native Promise<JSObject> delete(String name, String url);

    @JSBody(
            params = {"name", "url", "response"},
            script = "return caches.open(name).then(function(cache) { return cache.put(url, response); })")
    public static native Promise<JSObject> put(String name, String url, Response response);
}
