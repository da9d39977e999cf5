package dev.edgepass.edge.media;

import dev.edgepass.edge.http.HttpDate;
import dev.edgepass.edge.workers.R2Object;
import org.jspecify.annotations.Nullable;

/**
 * A media object but for its bytes.
 *
 * @param size bytes; -1 where the cache doesn't say
 * @param etag strong, in quotes: R2's version, which changes with each upload, whatever that changed
 * @param lastModified an HTTP date
 * @param type as it is served
 * @param contentLanguage as it was stored, or null
 * @param contentDisposition as it was stored, or null
 * @param contentEncoding what the bytes have as they are, or null
 */
public record MediaMetadata(
        long size,
        String etag,
        String lastModified,
        ServedType type,
        @Nullable String contentLanguage,
        @Nullable String contentDisposition,
        @Nullable String contentEncoding) {
    static MediaMetadata of(R2Object object) {
        var metadata = object.httpMetadata();
        return new MediaMetadata(
                (long) object.size(),
                etag(object),
                HttpDate.format((long) (object.uploaded() / 1000)),
                ServedType.of(metadata.contentType()),
                metadata.contentLanguage(),
                metadata.contentDisposition(),
                metadata.contentEncoding());
    }

    /** Not R2's own ETag, which the same bytes under another media type have too: a client's copy would keep the old type. */
    static String etag(R2Object object) {
        return '"' + object.version() + '"';
    }
}
