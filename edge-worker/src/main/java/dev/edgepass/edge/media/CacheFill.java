package dev.edgepass.edge.media;

import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.R2Bucket;
import dev.edgepass.edge.workers.R2Object;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Runtime;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/**
 * Fills the location's cache with an object by a read of R2 of its own. One stream for client and cache would hold in memory whatever the slower of the two
 * hasn't taken yet, for each client; this one goes as fast as the cache takes it.
 */
final class CacheFill {
    /** Larger objects aren't put into the cache. */
    private static final long MAX_BYTES = 64L << 20;

    private final R2Bucket bucket;
    private final String key;
    private final CacheEntry entry;
    private final OngoingReads fills;

    CacheFill(R2Bucket bucket, String key, CacheEntry entry, OngoingReads fills) {
        this.bucket = bucket;
        this.key = key;
        this.entry = entry;
        this.fills = fills;
    }

    /** Begins it, for an object of {@code size} bytes; null where it is too large, or this isolate is at it already. */
    @Nullable
    Promise<JSObject> begin(long size) {
        long now = (long) Runtime.now();
        if (size > MAX_BYTES || fills.isOngoing(key, now)) {
            return null;
        }
        return bucket.get(key).thenAwait(object -> put(object, now)).thenRun(done -> fills.ended(key, now), failed -> {
            fills.ended(key, now);
            Runtime.warn("media: " + Runtime.describe(failed));
        });
    }

    /** What R2 has now, which may be another version than the one that was served. */
    private @Nullable Promise<JSObject> put(@Nullable R2Object object, long asked) {
        if (object == null) {
            return null;
        }
        MediaMetadata media = MediaMetadata.of(object);
        ReadableStream body = object.body();
        if (body == null) {
            return null;
        }
        if (media.size() > MAX_BYTES) {
            body.cancel();
            return null;
        }
        return entry.put(media, body, asked);
    }
}
