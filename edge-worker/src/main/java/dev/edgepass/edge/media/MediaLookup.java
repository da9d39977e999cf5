package dev.edgepass.edge.media;

import dev.edgepass.edge.http.ByteRange;
import dev.edgepass.edge.http.Extent;
import dev.edgepass.edge.http.Preconditions;
import dev.edgepass.edge.media.LookupResult.Found;
import dev.edgepass.edge.media.LookupResult.Missing;
import dev.edgepass.edge.media.LookupResult.OutOfRange;
import dev.edgepass.edge.media.LookupResult.Source;
import dev.edgepass.edge.media.LookupResult.Unavailable;
import dev.edgepass.edge.stream.ExactRead;
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

/** Finds one object for one request: in the isolate's memory, in the location's cache, else in R2 (docs/edge.md). */
public final class MediaLookup {
    /** Milliseconds in which a small object's bytes have to come. */
    private static final int READ_TIMEOUT = 10_000;

    /** Milliseconds between two looks whether another view's read has ended. */
    private static final int LOOK_AGAIN = 10;

    private final R2Bucket bucket;
    private final HotCache hot;
    private final KnownObject known;
    private final long maxAge;
    private final CacheEntry entry;
    private final String key;
    private final boolean head;
    private final Preconditions conditions;
    private final @Nullable ByteRange range;
    private @Nullable LookupResult found;
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
            HotCache hot,
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
        this.entry = new CacheEntry(cacheName, requestUrl, key);
        this.key = key.value();
        this.head = head;
        this.conditions = conditions;
        this.range = range;
    }

    /** What was found, once {@link #run} is through. */
    public @Nullable LookupResult found() {
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
        Found kept = hot.find(key);
        if (kept == null) {
            return fromCache(range);
        }
        if (isFresh(kept, now)) {
            found = fromMemory(kept);
            return null;
        }
        return compare(kept, range, now);
    }

    /** {@link #run} is through, whatever came of it. */
    public void ended(long now) {
        answered = now;
    }

    /** {@link #run} failed: whether there is such an object isn't known. */
    public void failed(JSObject cause) {
        Runtime.warn("media: " + Runtime.describe(cause));
        found = new Unavailable();
    }

    /**
     * The answer with the bytes. Where they are a whole object of fitting size from R2, the cache gets them too, while the request goes on. To be called once, when
     * the view has been granted.
     */
    public Response serve(Found served, Headers headers, ExecutionContext context) {
        int status = served.extent() == null ? 200 : 206;
        Blob bytes = served.bytes();
        if (served.source() == Source.BUCKET && served.extent() == null && !head) {
            Promise<JSObject> filled = bytes != null
                    ? entry.put(served.media(), bytes, asked)
                    : new CacheFill(bucket, key, entry, hot.fills())
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

    private boolean isFresh(Found copy, long now) {
        return known.isFresh(copy.media().etag(), now, maxAge);
    }

    private Promise<JSObject> fromCache(@Nullable ByteRange part) {
        return entry.match(part)
                .thenAwait(
                        hit -> {
                            long now = (long) Runtime.now();
                            Found copy = CacheEntry.found(hit, part, known, now, maxAge);
                            if (copy == null) {
                                return fromBucket(part);
                            }
                            return isFresh(copy, now) ? useCached(copy, part) : compare(copy, part, now);
                        },
                        failed -> {
                            Runtime.warn("cache.match: " + Runtime.describe(failed));
                            return fromBucket(part);
                        });
    }

    /** R2 still has the copy's object, or else the copies go. */
    private Promise<JSObject> compare(Found copy, @Nullable ByteRange part, long now) {
        return bucket.head(key)
                .thenAwait(
                        object -> {
                            if (object != null
                                    && MediaMetadata.etag(object)
                                            .equals(copy.media().etag())) {
                                known.compared(copy.media(), now);
                                return useCached(copy.from(Source.CHECKED_CACHE), part);
                            }
                            copy.discard();
                            hot.forget(key);
                            return entry.remove().thenAwait(gone -> fromBucket(part));
                        },
                        failed -> {
                            copy.discard();
                            return Promise.rejected(failed);
                        });
    }

    /**
     * Serves a copy that is the object: from memory as it is; from the cache into memory, if it is small; a part of another version as the whole. Null where there
     * is nothing more to wait for, like the steps below.
     */
    private @Nullable Promise<JSObject> useCached(Found copy, @Nullable ByteRange part) {
        if (copy.bytes() != null) {
            found = fromMemory(copy);
            return null;
        }
        MediaMetadata media = copy.media();
        ReadableStream body = copy.body();
        boolean applies = part == null || conditions.rangeApplies(media.etag(), media.lastModified());
        if (copy.extent() != null && !applies) {
            copy.discard();
            return fromCache(null);
        }
        if (head) {
            copy.discard();
            found = copy.withoutBytes();
            return null;
        }
        if (part != null && applies && media.size() >= 0 && part.within(media.size()) == null) {
            copy.discard();
            found = new OutOfRange(media);
            return null;
        }
        if (copy.extent() == null && body != null && hot.keeps(media.size())) {
            return keep(media, body, copy.source());
        }
        found = copy;
        return null;
    }

    /** What is asked for of a whole object in memory. */
    private LookupResult fromMemory(Found whole) {
        MediaMetadata media = whole.media();
        if (range == null || !conditions.rangeApplies(media.etag(), media.lastModified())) {
            return head ? whole.withoutBytes() : whole;
        }
        Extent extent = range.within(media.size());
        return extent == null ? new OutOfRange(media) : new Found(media, extent, null, whole.bytes(), whole.source());
    }

    private Promise<JSObject> keep(MediaMetadata media, ReadableStream body, Source source) {
        return ExactRead.of(Promise.resolved(body), (int) media.size(), READ_TIMEOUT)
                .thenRun(read -> {
                    if (read == null) {
                        found = new Unavailable();
                        return;
                    }
                    Blob bytes = Blob.of(read);
                    hot.keep(key, Found.inMemory(media, bytes, Source.CACHE));
                    found = Found.inMemory(media, bytes, source);
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
                Found kept = hot.find(key);
                if (kept == null || !isFresh(kept, (long) Runtime.now())) {
                    return whole();
                }
                found = fromMemory(kept);
                return null;
            });
        }
        return bucket.get(key)
                .thenAwait(object -> {
                    if (object == null || !hot.keeps((long) object.size())) {
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

    private @Nullable Promise<JSObject> take(@Nullable R2Object object, @Nullable ByteRange part) {
        if (object == null) {
            found = new Missing();
            return null;
        }
        MediaMetadata media = MediaMetadata.of(object);
        known.saw(media, asked);
        if (part != null && !conditions.rangeApplies(media.etag(), media.lastModified())) {
            discard(object.body());
            return fromBucket(null);
        }
        Extent extent = part == null ? null : part.within(media.size());
        if (part != null && extent == null) {
            discard(object.body());
            found = new OutOfRange(media);
            return null;
        }
        ReadableStream body = object.body();
        if (part == null && body != null && HotCache.isSmall(media.size())) {
            return keep(media, body, Source.BUCKET);
        }
        found = new Found(media, extent, body, null, Source.BUCKET);
        return null;
    }

    /** A range read failed: because the object is missing or too short, which its metadata tells, or for a reason of R2's own. */
    private @Nullable Promise<JSObject> outOfRange(@Nullable R2Object object, ByteRange part, JSObject failure) {
        if (object == null) {
            found = new Missing();
            return null;
        }
        MediaMetadata media = MediaMetadata.of(object);
        if (!conditions.rangeApplies(media.etag(), media.lastModified())) {
            return fromBucket(null);
        }
        if (part.within(media.size()) != null) {
            return Promise.rejected(failure);
        }
        found = new OutOfRange(media);
        return null;
    }

    private static void discard(@Nullable ReadableStream body) {
        if (body != null) {
            body.cancel();
        }
    }
}
