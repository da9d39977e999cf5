package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code Cache} of the Cache API, as Workers have it: {@code put} refuses a 206 and stores nothing that is private. */
@JSClass(transparent = true)
public abstract class Cache implements JSObject {
    private Cache() {}

    /** The location's cache of that name, or the default one where {@code name} is empty. */
    @JSBody(params = "name", script = "return name ? caches.open(name) : Promise.resolve(caches.default)")
    public static native Promise<Cache> open(String name);

    /** The stored response, a part of it where {@code request} has a {@code Range}, or null. */
    @JSBody(params = "request", script = "return this.match(request).then(function(found) { return found || null; })")
    public native Promise<Response> match(Request request);

    @JSBody(params = "request", script = "return this.delete(request)")
    public native Promise<JSObject> delete(Request request);

    @JSBody(
            params = {"request", "response"},
            script = "return this.put(request, response)")
    public native Promise<JSObject> put(Request request, Response response);
}
