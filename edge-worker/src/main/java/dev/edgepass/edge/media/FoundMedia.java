package dev.edgepass.edge.media;

import dev.edgepass.edge.http.Extent;
import dev.edgepass.edge.workers.ReadableStream;
import org.jspecify.annotations.Nullable;

/** What a look-up came to. */
public sealed interface FoundMedia {
    /**
     * The object.
     *
     * @param extent the part that {@code body} has; null means the whole
     * @param body null for a HEAD
     * @param fromCache whether this location had the bytes
     */
    record Found(
            StoredMedia media,
            @Nullable Extent extent,
            @Nullable ReadableStream body,
            boolean fromCache) implements FoundMedia {}

    /** There is no such object. */
    record Missing() implements FoundMedia {}

    /**
     * The range lies outside the object.
     *
     * @param size bytes of the object
     */
    record OutOfRange(long size) implements FoundMedia {}

    /** Lets go of the bytes that nobody will get. */
    default void discard() {
        if (this instanceof Found found && found.body() != null) {
            found.body().cancel();
        }
    }
}
