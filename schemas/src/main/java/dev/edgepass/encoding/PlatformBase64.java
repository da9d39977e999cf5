package dev.edgepass.encoding;

import org.jspecify.annotations.Nullable;

/**
 * The platform's own decoders of base64url, for {@link Base64Url} where loops are slow: a cold isolate interprets compiled Java, at ten times the cost. They
 * accept what {@link Base64Url} does, and nothing else.
 */
public interface PlatformBase64 {
    /** The bytes, or null where {@code text} isn't canonical. */
    byte @Nullable [] bytes(String text);

    /** The bytes' text, or null where {@code text} isn't canonical or the bytes aren't well-formed UTF-8. */
    @Nullable
    String text(String text);
}
