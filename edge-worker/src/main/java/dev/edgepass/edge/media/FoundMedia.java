package dev.edgepass.edge.media;

import dev.edgepass.edge.http.Extent;
import dev.edgepass.edge.workers.Blob;
import dev.edgepass.edge.workers.ReadableStream;
import org.jspecify.annotations.Nullable;

/** What a look-up came to. */
public sealed interface FoundMedia {
    /**
     * The object.
     *
     * @param extent the part that was asked for, which is what {@code body} has; null means the whole
     * @param body null for a HEAD, and where {@code bytes} are
     * @param bytes of the whole object, where it is small; null for a HEAD
     * @param source where the bytes come from
     */
    record Found(
            StoredMedia media,
            @Nullable Extent extent,
            @Nullable ReadableStream body,
            @Nullable Blob bytes,
            Source source)
            implements FoundMedia {}

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
    record Unavailable() implements FoundMedia {}

    /** There is no such object. */
    record Missing() implements FoundMedia {}

    /**
     * The range lies outside the object.
     */
    record OutOfRange(StoredMedia media) implements FoundMedia {}

    /** Cancels the stream of bytes that won't be answered. */
    default void discard() {
        if (this instanceof Found found && found.body() != null) {
            found.body().cancel();
        }
    }
}
