package dev.edgepass.issuer.media;

import dev.edgepass.token.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * An object that may be put.
 *
 * @param size bytes, exactly
 * @param contentType as it will be stored
 * @param sha256 of the bytes; null where the caller didn't say
 * @param overwrite whether an object of that name may be replaced
 */
record Upload(ObjectKey key, long size, String contentType, byte @Nullable [] sha256, boolean overwrite) {}
