package dev.edgepass.edge.media;

import dev.edgepass.edge.http.ByteRange;
import dev.edgepass.edge.http.Extent;
import dev.edgepass.edge.http.Preconditions;
import dev.edgepass.edge.media.FoundMedia.Source;
import dev.edgepass.edge.workers.Blob;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Headers;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.R2Bucket;
import dev.edgepass.edge.workers.R2Object;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.token.ObjectKey;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** Finds one object for one request: in the isolate's memory, in the location's cache, else in R2 (DESIGN section 8). */
public final class MediaLookup {
    /** Milliseconds in which a small object's bytes have to come. */
    private static final int READ_TIMEOUT = 10_000;

    /** Milliseconds between two looks whether another view's read has ended. */
    private static final int LOOK_AGAIN = 10;

    private final R2Bucket bucket;
    private final HotMedia<HotBytes> hot;
    private final KnownObject known;
    private final long maxAge;
    private final CachedMedia cached;
    private final String key;
    private final boolean head;
    private final Preconditions conditions;
    private final @Nullable ByteRange range;
    private @Nullable FoundMedia found;
    private long asked;
    private long answered;

    /**
     * @param hot what the isolate keeps itself
     * @param known what it remembers of this object
     * @param maxAge milliseconds for which a copy is served without asking R2 whether it still is the object
     * @param cacheName of the location's cache
     * @param requestUrl whose host the cache's URL has
     * @param range to be null for a HEAD
     */
    public MediaLookup(
            R2Bucket bucket,
            HotMedia<HotBytes> hot,
            KnownObject known,
            long maxAge,
            String cacheName,
            String requestUrl,
            ObjectKey key,
            boolean head,
            Preconditions conditions,
            @Nullable ByteRange range) {
        this.bucket = bucket;
        this.hot = hot;
        this.known = known;
        this.maxAge = maxAge;
        this.cached = new CachedMedia(cacheName, requestUrl, key);
        this.key = key.value();
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

    /** Finds the object, or that it isn't there; to be followed by {@link #ended}. Null where there is nothing to wait for. */
    public @Nullable Promise<JSObject> run(long now) {
        asked = now;
        answered = now;
        MediaCopy copy = hotCopy();
        if (copy != null && isFresh(copy, now)) {
            use(copy, Source.CACHE);
            return null;
        }
        return copy == null ? fromCache(range) : compare(copy, range, now);
    }

    /** {@link #run} is through, whatever came of it. */
    public void ended(long now) {
        answered = now;
    }

    /** {@link #run} failed: whether there is such an object isn't known. */
    public void failed(JSObject cause) {
        Runtime.warn("media: " + Runtime.describe(cause));
        found = new FoundMedia.Unavailable();
    }

    /**
     * The answer with the bytes. Where they are a whole object of fitting size from R2, the cache gets them too, while the request goes on. To be called once, when
     * the view has been granted.
     */
    public Response serve(FoundMedia.Found served, Headers headers, ExecutionContext context) {
        int status = served.extent() == null ? 200 : 206;
        Blob bytes = served.bytes();
        if (served.source() == Source.BUCKET && served.extent() == null && !head) {
            Promise<JSObject> filled = bytes != null
                    ? cached.put(served.media(), bytes, asked)
                    : new CacheFill(bucket, key, cached, hot.fills())
                            .begin(served.media().size());
            if (filled != null) {
                context.waitUntil(filled);
            }
        }
        if (bytes == null) {
            return Response.of(served.body(), status, headers);
        }
        Extent extent = served.extent();
        Blob part = extent == null ? bytes : bytes.part((int) extent.offset(), (int) extent.length());
        return Response.ofBytes(part, status, headers);
    }

    private @Nullable MediaCopy hotCopy() {
        HotMedia.Hot<HotBytes> kept = hot.find(key);
        return kept == null ? null : new MediaCopy(kept.media(), null, null, kept.bytes().blob);
    }

    private boolean isFresh(MediaCopy copy, long now) {
        return known.isFresh(copy.media().etag(), now, maxAge);
    }

    private Promise<JSObject> fromCache(@Nullable ByteRange part) {
        return cached.match(part)
                .thenAwait(
                        hit -> {
                            long now = (long) Runtime.now();
                            MediaCopy copy = CachedMedia.copy(hit, part, known, now, maxAge);
                            if (copy == null) {
                                return fromBucket(part);
                            }
                            return isFresh(copy, now) ? useCached(copy, part, Source.CACHE) : compare(copy, part, now);
                        },
                        failed -> {
                            Runtime.warn("cache.match: " + Runtime.describe(failed));
                            return fromBucket(part);
                        });
    }

    /** R2 still has the copy's object, or else the copies go. */
    private Promise<JSObject> compare(MediaCopy copy, @Nullable ByteRange part, long now) {
        return bucket.head(key)
                .thenAwait(
                        object -> {
                            if (Runtime.isPresent(object)
                                    && StoredMedia.etag(object)
                                            .equals(copy.media().etag())) {
                                known.compared(copy.media(), now);
                                return useCached(copy, part, Source.CHECKED_CACHE);
                            }
                            copy.discard();
                            hot.forget(key);
                            return cached.remove().thenAwait(gone -> fromBucket(part));
                        },
                        failed -> {
                            copy.discard();
                            return Promise.rejected(failed);
                        });
    }

    /** A copy that is the object: from memory as it is; from the cache into memory, if it is small; a part of another version as the whole. */
    private Promise<JSObject> useCached(MediaCopy copy, @Nullable ByteRange part, Source source) {
        if (copy.bytes() != null) {
            use(copy, source);
            return null;
        }
        StoredMedia media = copy.media();
        boolean applies = part == null || conditions.rangeApplies(media.etag(), media.lastModified());
        if (copy.extent() != null && !applies) {
            copy.discard();
            return fromCache(null);
        }
        if (head) {
            copy.discard();
            found = new FoundMedia.Found(media, null, null, null, source);
            return null;
        }
        if (part != null && applies && media.size() >= 0 && part.within(media.size()) == null) {
            copy.discard();
            found = new FoundMedia.OutOfRange(media);
            return null;
        }
        if (copy.extent() == null && copy.body() != null && hot.keeps(media.size())) {
            return keep(media, copy.body(), source);
        }
        found = new FoundMedia.Found(media, copy.extent(), copy.body(), null, source);
        return null;
    }

    /** A copy in memory, of which any part can be had. */
    private void use(MediaCopy copy, Source source) {
        StoredMedia media = copy.media();
        boolean whole = range == null || !conditions.rangeApplies(media.etag(), media.lastModified());
        Extent extent = whole ? null : range.within(media.size());
        found = whole || extent != null
                ? new FoundMedia.Found(media, extent, null, head ? null : copy.bytes(), source)
                : new FoundMedia.OutOfRange(media);
    }

    private Promise<JSObject> keep(StoredMedia media, ReadableStream body, Source source) {
        return ReadableStream.readExactly(Promise.resolved(body), (int) media.size(), READ_TIMEOUT)
                .thenRun(read -> {
                    if (!Runtime.isPresent(read)) {
                        found = new FoundMedia.Unavailable();
                        return;
                    }
                    Blob bytes = Blob.of(read);
                    hot.keep(key, media, new HotBytes(bytes));
                    found = new FoundMedia.Found(media, null, null, bytes, source);
                });
    }

    private Promise<JSObject> fromBucket(@Nullable ByteRange part) {
        if (head) {
            return bucket.head(key).thenAwait(object -> take(object, null));
        }
        if (part == null) {
            return whole();
        }
        return part(part)
                .thenAwait(
                        object -> take(object, part),
                        failed -> bucket.head(key).thenAwait(object -> outOfRange(object, part, failed)));
    }

    /** Reads the whole object, unless another view does: then waits for that, a while. */
    private Promise<JSObject> whole() {
        long now = (long) Runtime.now();
        if (hot.isBeingRead(key, now)) {
            return Runtime.sleep(LOOK_AGAIN).thenAwait(slept -> {
                MediaCopy copy = hotCopy();
                return copy != null && isFresh(copy, (long) Runtime.now())
                        ? useCached(copy, null, Source.CACHE)
                        : whole();
            });
        }
        return bucket.get(key)
                .thenAwait(object -> {
                    if (!Runtime.isPresent(object) || !hot.keeps((long) object.size())) {
                        // Nothing that others could use: they needn't wait for its bytes.
                        hot.ended(key, now);
                    }
                    return take(object, null);
                })
                .thenAwait(
                        done -> {
                            hot.ended(key, now);
                            return null;
                        },
                        failed -> {
                            hot.ended(key, now);
                            return Promise.rejected(failed);
                        });
    }

    private Promise<R2Object> part(ByteRange part) {
        if (part instanceof ByteRange.Suffix suffix) {
            return bucket.getSuffix(key, suffix.length());
        }
        if (part instanceof ByteRange.FromTo slice) {
            return bucket.getRange(key, slice.first(), slice.last() - slice.first() + 1);
        }
        return bucket.getFrom(key, ((ByteRange.From) part).first());
    }

    private Promise<JSObject> take(@Nullable R2Object object, @Nullable ByteRange part) {
        if (!Runtime.isPresent(object)) {
            found = new FoundMedia.Missing();
            return null;
        }
        StoredMedia media = StoredMedia.of(object);
        known.saw(media, asked);
        if (part != null && !conditions.rangeApplies(media.etag(), media.lastModified())) {
            discard(object.body());
            return fromBucket(null);
        }
        Extent extent = part == null ? null : part.within(media.size());
        if (part != null && extent == null) {
            discard(object.body());
            found = new FoundMedia.OutOfRange(media);
            return null;
        }
        if (part == null && object.body() != null && HotMedia.isSmall(media.size())) {
            return keep(media, object.body(), Source.BUCKET);
        }
        found = new FoundMedia.Found(media, extent, object.body(), null, Source.BUCKET);
        return null;
    }

    /** A range read failed: because the object is missing or too short, which its metadata tells, or for a reason of R2's own. */
    private Promise<JSObject> outOfRange(@Nullable R2Object object, ByteRange part, JSObject failure) {
        if (!Runtime.isPresent(object)) {
            found = new FoundMedia.Missing();
            return null;
        }
        StoredMedia media = StoredMedia.of(object);
        if (!conditions.rangeApplies(media.etag(), media.lastModified())) {
            return fromBucket(null);
        }
        if (part.within(media.size()) != null) {
            return Promise.rejected(failure);
        }
        found = new FoundMedia.OutOfRange(media);
        return null;
    }

    private static void discard(@Nullable ReadableStream body) {
        if (body != null) {
            body.cancel();
        }
    }
}
