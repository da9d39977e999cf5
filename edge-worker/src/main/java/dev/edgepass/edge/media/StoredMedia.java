package dev.edgepass.edge.media;

import org.jspecify.annotations.Nullable;

/**
 * A media object but for its bytes.
 *
 * @param size bytes; -1 where the cache doesn't say
 * @param etag strong, in quotes
 * @param lastModified an HTTP date
 * @param contentType as it was stored, or null
 * @param contentLanguage as it was stored, or null
 * @param contentDisposition as it was stored, or null
 * @param contentEncoding what the bytes have as they are, or null
 */
public record StoredMedia(
        long size,
        String etag,
        String lastModified,
        @Nullable String contentType,
        @Nullable String contentLanguage,
        @Nullable String contentDisposition,
        @Nullable String contentEncoding) {}
