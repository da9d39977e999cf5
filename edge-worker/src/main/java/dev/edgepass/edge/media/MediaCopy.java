package dev.edgepass.edge.media;

import dev.edgepass.edge.http.Extent;
import dev.edgepass.edge.workers.Blob;
import dev.edgepass.edge.workers.ReadableStream;
import org.jspecify.annotations.Nullable;

/**
 * An object as this location has it.
 *
 * @param extent the part that {@code body} has; null means the whole, as {@code bytes} always are
 * @param body from the location's cache
 * @param bytes of the whole object, from the isolate's memory
 */
record MediaCopy(
        StoredMedia media,
        @Nullable Extent extent,
        @Nullable ReadableStream body,
        @Nullable Blob bytes) {
    /** Cancels the stream of bytes that won't be answered. */
    void discard() {
        if (body != null) {
            body.cancel();
        }
    }
}
