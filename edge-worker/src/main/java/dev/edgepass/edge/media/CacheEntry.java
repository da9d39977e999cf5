package dev.edgepass.edge.media;

import dev.edgepass.edge.exchange.AnswerHeaders;
import dev.edgepass.edge.http.ByteRange;
import dev.edgepass.edge.http.Digits;
import dev.edgepass.edge.http.Extent;
import dev.edgepass.edge.http.Route;
import dev.edgepass.edge.media.LookupResult.Found;
import dev.edgepass.edge.workers.Blob;
import dev.edgepass.edge.workers.Cache;
import dev.edgepass.edge.workers.Headers;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.token.ObjectKey;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/**
 * One object in the location's cache, under a URL without a token (docs/edge.md). No request finds that URL: the Worker answers 404 there, and the cache is
 * none that anything else reads. A cache that fails is an empty one.
 */
final class CacheEntry {
    private final String cacheName;
    private final String requestUrl;
    private final ObjectKey key;

    /**
     * @param cacheName of the location's cache
     * @param requestUrl whose host the cache's URL has
     */
    CacheEntry(String cacheName, String requestUrl, ObjectKey key) {
        this.cacheName = cacheName;
        this.requestUrl = requestUrl;
        this.key = key;
    }

    private String url() {
        return "https://" + Route.authority(requestUrl) + "/.cache/" + key.toPath();
    }

    /** The cache's answer for the object, or for {@code part} of it; whole where the cache gives no part, undefined where it has none. */
    Promise<Response> match(@Nullable ByteRange part) {
        return Cache.match(cacheName, url(), part == null ? null : part.header());
    }

    Promise<JSObject> remove() {
        return Cache.delete(cacheName, url())
                .thenRun(gone -> {}, failed -> Runtime.warn("cache.delete: " + Runtime.describe(failed)));
    }

    /** Stores what R2 had when it was {@code asked}. */
    Promise<JSObject> put(MediaMetadata media, ReadableStream body, long asked) {
        return put(Response.of(body, 200, headers(media, asked)));
    }

    /** As {@link #put(MediaMetadata, ReadableStream, long)}. */
    Promise<JSObject> put(MediaMetadata media, Blob bytes, long asked) {
        return put(Response.ofBytes(bytes, 200, headers(media, asked)));
    }

    private static Headers headers(MediaMetadata media, long asked) {
        AnswerHeaders headers = new AnswerHeaders();
        MediaHeaders.writeStored(media, asked, headers);
        return headers.platform();
    }

    private Promise<JSObject> put(Response response) {
        return Cache.put(cacheName, url(), response)
                .thenRun(done -> {}, failed -> Runtime.warn("cache.put: " + Runtime.describe(failed)));
    }

    /** The object that {@code hit} has; null where it has none, or doesn't say what. A cache may answer with all of it where {@code part} was asked for. */
    static @Nullable Found found(
            @Nullable Response hit, @Nullable ByteRange part, KnownObject known, long now, long maxAge) {
        if (hit == null) {
            return null;
        }
        Headers headers = hit.headers();
        int status = hit.status();
        ReadableStream body = hit.body();
        MediaMetadata media = status == 200 || status == 206 ? media(headers, status, known, now, maxAge) : null;
        Extent extent = media == null || part == null || media.size() < 0 ? null : part.within(media.size());
        if (media == null || status == 206 && extent == null) {
            if (body != null) {
                body.cancel();
            }
            return null;
        }
        boolean whole = status == 200 && extent != null && extent.length() < media.size();
        return new Found(media, whole ? null : extent, body, null, LookupResult.Source.CACHE);
    }

    /** As it is remembered, where the time at which R2 last had it doesn't matter; else as the copy says. */
    private static MediaMetadata media(Headers headers, int status, KnownObject known, long now, long maxAge) {
        String etag = headers.get("etag");
        String tag = etag == null ? "" : etag;
        MediaMetadata media = known.media(tag);
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

    private static MediaMetadata media(Headers headers, String etag, long size) {
        String lastModified = headers.get("last-modified");
        return new MediaMetadata(
                size,
                etag,
                lastModified == null ? "" : lastModified,
                ServedType.of(headers.get("content-type")),
                headers.get("content-language"),
                headers.get("content-disposition"),
                headers.get(MediaHeaders.STORED_ENCODING));
    }
}
