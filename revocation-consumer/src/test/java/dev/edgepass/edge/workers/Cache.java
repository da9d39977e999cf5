package dev.edgepass.edge.workers;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** The location's caches: each keeps what it is given, until it is told to let go. Nothing here asks for a part. */
public final class Cache {
    private Cache() {}

    public static Promise<Response> match(String name, String url, @Nullable String range) {
        return later(cache(name).get(url));
    }

    public static Promise<JSObject> delete(String name, String url) {
        cache(name).remove(url);
        return later(null);
    }

    public static Promise<JSObject> put(String name, String url, Response response) {
        cache(name).put(url, response);
        return later(null);
    }

    private static Map<String, Response> cache(String name) {
        return VirtualPlatform.current().cache(name);
    }

    private static <T extends JSObject> Promise<T> later(@Nullable T value) {
        Promise<T> promise = Promise.pending();
        VirtualPlatform platform = VirtualPlatform.current();
        platform.in(platform.cacheTime(), () -> promise.fulfil(value));
        return promise;
    }
}
