package dev.edgepass.edge.media;

import dev.edgepass.edge.http.ByteRange;
import dev.edgepass.edge.http.Digits;
import dev.edgepass.edge.http.Extent;
import dev.edgepass.edge.http.Route;
import dev.edgepass.edge.workers.Cache;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Headers;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.token.ObjectKey;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** One object in the location's cache, under a URL without a token (DESIGN section 8). A cache that fails is an empty one. */
final class CachedMedia {
    private final String cacheName;
    private final String requestUrl;
    private final ObjectKey key;

    /**
     * @param cacheName of the location's cache; empty means the default one
     * @param requestUrl whose host the cache's URL has
     */
    CachedMedia(String cacheName, String requestUrl, ObjectKey key) {
        this.cacheName = cacheName;
        this.requestUrl = requestUrl;
        this.key = key;
    }

    private String url() {
        return "https://" + Route.authority(requestUrl) + "/media/" + key.toPath();
    }

    /** The cache's answer for the object, or for {@code part} of it; whole where the cache gives no part, undefined where it has none. */
    Promise<Response> match(@Nullable ByteRange part) {
        String range = part == null ? null : part.header();
        return cacheName.isEmpty()
                ? Cache.standard().match(url(), range)
                : Cache.open(cacheName).thenAwait(cache -> cache.match(url(), range));
    }

    Promise<JSObject> remove() {
        return open().thenAwait(cache -> cache.delete(url()))
                .thenRun(gone -> {}, failed -> Runtime.warn("cache.delete: " + Runtime.describe(failed)));
    }

    /** Stores {@code response}, which has the headers of {@link MediaHeaders#writeStored}, while the request goes on. */
    void put(Response response, ExecutionContext context) {
        context.waitUntil(open().thenAwait(cache -> cache.put(url(), response))
                .thenRun(done -> {}, failed -> Runtime.warn("cache.put: " + Runtime.describe(failed))));
    }

    private Promise<Cache> open() {
        return cacheName.isEmpty() ? Promise.resolved(Cache.standard()) : Cache.open(cacheName);
    }

    /** The copy that {@code hit} is; null where it is none, or doesn't say what it has. */
    static @Nullable MediaCopy copy(
            @Nullable Response hit, @Nullable ByteRange part, KnownObject known, long now, long maxAge) {
        if (!Runtime.isPresent(hit)) {
            return null;
        }
        Headers headers = hit.headers();
        int status = hit.status();
        StoredMedia media = status == 200 || status == 206 ? media(headers, status, known, now, maxAge) : null;
        Extent extent =
                media == null || part == null || status == 200 || media.size() < 0 ? null : part.within(media.size());
        ReadableStream body = hit.body();
        if (media == null || status == 206 && extent == null) {
            if (body != null) {
                body.cancel();
            }
            return null;
        }
        return new MediaCopy(media, extent, body, null);
    }

    /** As it is remembered, as long as nobody has to know when R2 last had it; else as the copy says. */
    private static StoredMedia media(Headers headers, int status, KnownObject known, long now, long maxAge) {
        String etag = headers.get("etag");
        String tag = etag == null ? "" : etag;
        StoredMedia media = known.media(tag);
        if (media == null || !known.isFresh(tag, now, maxAge)) {
            media = media == null ? media(headers, tag, size(headers, status)) : media;
            String storedAt = headers.get(MediaHeaders.STORED_AT);
            known.saw(media, storedAt == null ? -1 : Digits.parse(storedAt));
        }
        return media;
    }

    /** Of the whole object, by the fields of an answer with all of it or with a part; -1 where they don't say. */
    private static long size(Headers headers, int status) {
        String text = headers.get(status == 206 ? "content-range" : "content-length");
        return text == null ? -1 : Digits.parse(text.substring(text.indexOf('/') + 1));
    }

    private static StoredMedia media(Headers headers, String etag, long size) {
        String lastModified = headers.get("last-modified");
        return new StoredMedia(
                size,
                etag,
                lastModified == null ? "" : lastModified,
                headers.get("content-type"),
                headers.get("content-language"),
                headers.get("content-disposition"),
                headers.get(MediaHeaders.STORED_ENCODING));
    }
}
