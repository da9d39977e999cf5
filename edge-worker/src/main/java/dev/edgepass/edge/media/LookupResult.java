package dev.edgepass.edge.media;

import dev.edgepass.edge.http.Extent;
import dev.edgepass.edge.workers.Blob;
import dev.edgepass.edge.workers.ReadableStream;
import org.jspecify.annotations.Nullable;

/** The outcome of a look-up. */
public sealed interface LookupResult {
    /**
     * The object, or a part of it.
     *
     * @param extent the part that was asked for; null means the whole
     * @param body the bytes of that part; null for a HEAD, and where {@code bytes} are
     * @param bytes of the whole object, where it is in memory; null for a HEAD
     * @param source where the bytes come from
     */
    record Found(
            MediaMetadata media,
            @Nullable Extent extent,
            @Nullable ReadableStream body,
            @Nullable Blob bytes,
            Source source)
            implements LookupResult {
        /** The whole object in memory. */
        static Found inMemory(MediaMetadata media, Blob bytes, Source source) {
            return new Found(media, null, null, bytes, source);
        }

        /** As the answer to a HEAD. */
        Found withoutBytes() {
            return new Found(media, null, null, null, source);
        }

        Found from(Source other) {
            return other == source ? this : new Found(media, extent, body, bytes, other);
        }

        /** Bytes of the answer with them: its {@code Content-Length}; 0 where that isn't known. */
        public double offered() {
            return extent == null ? Math.max(0, (double) media.size()) : extent.length();
        }

        /** Cancels the stream of bytes that won't be answered. */
        public void discard() {
            if (body != null) {
                body.cancel();
            }
        }
    }

    /** Where bytes come from, and in the words of RFC 9211 what the cache had to do with it. */
    enum Source {
        /** The isolate's memory, or the location's cache. */
        CACHE("edgepass; hit"),
        /** The same, after R2 said that it still has this object. */
        CHECKED_CACHE("edgepass; fwd=stale; fwd-status=304"),
        /** R2. */
        BUCKET("edgepass; fwd=miss");

        private final String cacheStatus;

        Source(String cacheStatus) {
            this.cacheStatus = cacheStatus;
        }

        /** The value of {@code Cache-Status}. */
        public String cacheStatus() {
            return cacheStatus;
        }
    }

    /** R2 or the cache failed. */
    record Unavailable() implements LookupResult {}

    /** There is no such object. */
    record Missing() implements LookupResult {}

    /** The range lies outside the object. */
    record OutOfRange(MediaMetadata media) implements LookupResult {}
}
