package dev.edgepass.edge.media;

import dev.edgepass.edge.http.ByteRange;
import dev.edgepass.edge.http.Digits;
import dev.edgepass.edge.http.Extent;
import dev.edgepass.edge.http.HttpDate;
import dev.edgepass.edge.http.Preconditions;
import dev.edgepass.edge.workers.Cache;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Headers;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.R2Object;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Request;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.token.ObjectKey;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** Finds one object for one request: in the location's cache under a URL without a token, else in R2 (DESIGN section 8). */
public final class MediaLookup {
    /** Larger objects aren't put into the cache: a copy would hold the stream in memory while a slow client reads. */
    private static final long MAX_CACHED_BYTES = 64L << 20;

    private final Env env;
    private final CheckedCopies copies;
    private final String cacheName;
    private final String key;
    private final String cacheUrl;
    private final boolean head;
    private final Preconditions conditions;
    private final @Nullable ByteRange range;
    private @Nullable Cache cache;
    private @Nullable FoundMedia found;
    private long asked;
    private long answered;

    /**
     * @param copies what this isolate knows of the cache's copies
     * @param cacheName of the location's cache; empty means the default one
     * @param range to be null for a HEAD
     */
    public MediaLookup(
            Env env,
            CheckedCopies copies,
            String cacheName,
            String authority,
            ObjectKey key,
            boolean head,
            Preconditions conditions,
            @Nullable ByteRange range) {
        this.env = env;
        this.copies = copies;
        this.cacheName = cacheName;
        this.key = key.value();
        this.cacheUrl = "https://" + authority + "/media/" + key.toPath();
        this.head = head;
        this.conditions = conditions;
        this.range = range;
    }

    /** What was found, once {@link #run} is through. */
    public @Nullable FoundMedia found() {
        return found;
    }

    /** How long {@link #run} took. */
    public long millis() {
        return answered - asked;
    }

    /** Finds the object, or that it isn't there, or that nobody can tell; never fails. */
    public Promise<JSObject> run() {
        asked = (long) Runtime.now();
        return Cache.open(cacheName)
                .thenAwait(opened -> {
                    cache = opened;
                    return fromCache(range);
                })
                .thenRun(done -> answered = (long) Runtime.now(), failed -> {
                    answered = (long) Runtime.now();
                    Runtime.warn("media: " + Runtime.describe(failed));
                    found = new FoundMedia.Unavailable();
                });
    }

    /**
     * The bytes for the client, which are on their way into the cache too where they are a whole object of fitting size from R2. To be called once, when the
     * view has been granted.
     */
    public @Nullable ReadableStream serve(FoundMedia.Found served, ExecutionContext context) {
        ReadableStream body = served.body();
        Cache target = cache;
        if (body == null
                || target == null
                || served.source() != FoundMedia.Source.BUCKET
                || served.extent() != null
                || served.media().size() > MAX_CACHED_BYTES) {
            return body;
        }
        Headers headers = Headers.create();
        MediaHeaders.writeStored(served.media(), asked, (name, value) -> headers.set(name, value));
        Response stored = Response.of(body, 200, headers);
        Promise<JSObject> put = target.put(copy(), stored.copy());
        context.waitUntil(put.thenRun(done -> {}, failed -> Runtime.warn("cache.put: " + Runtime.describe(failed))));
        return stored.body();
    }

    private Promise<JSObject> fromCache(@Nullable ByteRange part) {
        Headers headers = Headers.create();
        if (part != null) {
            headers.set("range", part.header());
        }
        return cache.match(Request.get(cacheUrl, headers)).thenAwait(hit -> take(hit, part), failed -> {
            Runtime.warn("cache.match: " + Runtime.describe(failed));
            return fromBucket(part);
        });
    }

    private Promise<JSObject> take(@Nullable Response hit, @Nullable ByteRange part) {
        if (!Runtime.isPresent(hit)) {
            return fromBucket(part);
        }
        int status = hit.status();
        Extent extent = null;
        long size = -1;
        if (status == 206) {
            String contentRange = hit.headers().get("content-range");
            size = contentRange == null ? -1 : Digits.parse(contentRange.substring(contentRange.indexOf('/') + 1));
            extent = part == null || size < 0 ? null : part.within(size);
        } else if (status == 200) {
            String length = hit.headers().get("content-length");
            size = length == null ? -1 : Digits.parse(length);
        }
        if (status != 200 && extent == null) {
            discard(hit.body());
            return fromBucket(part);
        }
        StoredMedia media = stored(hit.headers(), size);
        long now = (long) Runtime.now();
        String storedAt = hit.headers().get(MediaHeaders.STORED_AT);
        if (copies.isFresh(key, media.etag(), storedAt == null ? -1 : Digits.parse(storedAt), now)) {
            return take(hit, media, extent, FoundMedia.Source.CACHE);
        }
        Extent present = extent;
        return env.media().head(key).thenAwait(object -> compare(object, now, hit, media, present, part), failed -> {
            discard(hit.body());
            return Promise.rejected(failed);
        });
    }

    /** The object as R2 has it, asked at {@code now}, is still the copy's, or else the copy goes. */
    private Promise<JSObject> compare(
            @Nullable R2Object object,
            long now,
            Response hit,
            StoredMedia media,
            @Nullable Extent extent,
            @Nullable ByteRange part) {
        if (Runtime.isPresent(object) && object.httpEtag().equals(media.etag())) {
            copies.checked(key, media.etag(), now);
            return take(hit, media, extent, FoundMedia.Source.CHECKED_CACHE);
        }
        discard(hit.body());
        return cache.delete(copy()).thenAwait(gone -> fromBucket(part), failed -> fromBucket(part));
    }

    private Promise<JSObject> take(Response hit, StoredMedia media, @Nullable Extent extent, FoundMedia.Source source) {
        if (extent != null && !conditions.rangeApplies(media.etag(), media.lastModified())) {
            discard(hit.body());
            return fromCache(null);
        }
        if (head) {
            discard(hit.body());
        }
        found = new FoundMedia.Found(media, extent, head ? null : hit.body(), source);
        return Promise.resolved(null);
    }

    private Request copy() {
        return Request.get(cacheUrl, Headers.create());
    }

    private Promise<JSObject> fromBucket(@Nullable ByteRange part) {
        if (head) {
            return env.media().head(key).thenAwait(object -> take(object, null));
        }
        if (part == null) {
            return env.media().get(key).thenAwait(object -> take(object, null));
        }
        return part(part)
                .thenAwait(
                        object -> take(object, part),
                        failed -> env.media().head(key).thenAwait(object -> outOfRange(object, part, failed)));
    }

    private Promise<R2Object> part(ByteRange part) {
        if (part instanceof ByteRange.Suffix suffix) {
            return env.media().getSuffix(key, suffix.length());
        }
        if (part instanceof ByteRange.FromTo slice) {
            return env.media().getRange(key, slice.first(), slice.last() - slice.first() + 1);
        }
        return env.media().getFrom(key, ((ByteRange.From) part).first());
    }

    private Promise<JSObject> take(@Nullable R2Object object, @Nullable ByteRange part) {
        if (!Runtime.isPresent(object)) {
            found = new FoundMedia.Missing();
            return Promise.resolved(null);
        }
        StoredMedia media = stored(object);
        Extent extent = part == null ? null : part.within(media.size());
        if (part != null && extent == null) {
            discard(object.body());
            found = new FoundMedia.OutOfRange(media.size());
            return Promise.resolved(null);
        }
        if (extent != null && !conditions.rangeApplies(media.etag(), media.lastModified())) {
            discard(object.body());
            return fromBucket(null);
        }
        found = new FoundMedia.Found(media, extent, object.body(), FoundMedia.Source.BUCKET);
        return Promise.resolved(null);
    }

    /** A range read failed: because the object is missing or too short, which its metadata tells, or for a reason of R2's own. */
    private Promise<JSObject> outOfRange(@Nullable R2Object object, ByteRange part, JSObject failure) {
        if (!Runtime.isPresent(object)) {
            found = new FoundMedia.Missing();
        } else if (part.within((long) object.size()) == null) {
            found = new FoundMedia.OutOfRange((long) object.size());
        } else {
            return Promise.rejected(failure);
        }
        return Promise.resolved(null);
    }

    private static StoredMedia stored(R2Object object) {
        var metadata = object.httpMetadata();
        return new StoredMedia(
                (long) object.size(),
                object.httpEtag(),
                HttpDate.format((long) (object.uploaded() / 1000)),
                metadata.contentType(),
                metadata.contentLanguage(),
                metadata.contentDisposition(),
                metadata.contentEncoding());
    }

    private static StoredMedia stored(Headers headers, long size) {
        String etag = headers.get("etag");
        String lastModified = headers.get("last-modified");
        return new StoredMedia(
                size,
                etag == null ? "" : etag,
                lastModified == null ? "" : lastModified,
                headers.get("content-type"),
                headers.get("content-language"),
                headers.get("content-disposition"),
                headers.get(MediaHeaders.STORED_ENCODING));
    }

    private static void discard(@Nullable ReadableStream body) {
        if (body != null) {
            body.cancel();
        }
    }
}
