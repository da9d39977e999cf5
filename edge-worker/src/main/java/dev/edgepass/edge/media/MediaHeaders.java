package dev.edgepass.edge.media;

import dev.edgepass.edge.http.HeaderSink;
import org.jspecify.annotations.Nullable;

/** The header policy of media (docs/edge.md): what the cache keeps, and what a client gets. */
public final class MediaHeaders {
    /** Seconds for which a location may keep the bytes: each answer with them needs a decision. */
    private static final int STORED_MAX_AGE = 86_400;

    /** Seconds for which a browser may keep them: that long it doesn't ask, so it is a line of the revocation bound. */
    public static final long CLIENT_MAX_AGE = 300;

    /** The stored copy's name for {@code Content-Encoding}: under its own name, the runtime would decode the bytes. */
    static final String STORED_ENCODING = "edgepass-content-encoding";

    /** When the copy came from R2, in milliseconds since the epoch. */
    static final String STORED_AT = "edgepass-stored-at";

    private MediaHeaders() {}

    /** Of the copy in the Cache API, which stores only what is public. */
    public static void writeStored(MediaMetadata media, long now, HeaderSink headers) {
        headers.set(STORED_AT, "" + now);
        headers.set("cache-control", "public, max-age=" + STORED_MAX_AGE);
        writeEntity(media, headers);
        headers.set("content-length", "" + media.size());
        setIfPresent(headers, STORED_ENCODING, media.contentEncoding());
    }

    /**
     * Of an answer with the object, or of the 304 that stands for it.
     *
     * @param remainingSeconds until the token's end: nothing is kept past it
     */
    public static void writeClient(MediaMetadata media, long remainingSeconds, HeaderSink headers) {
        headers.set(
                "cache-control",
                "private, max-age=" + Math.max(0, Math.min(CLIENT_MAX_AGE, remainingSeconds)) + ", must-revalidate");
        writeEntity(media, headers);
        headers.set("accept-ranges", "bytes");
        headers.set("x-content-type-options", "nosniff");
        headers.set("referrer-policy", "no-referrer");
        headers.set("cross-origin-resource-policy", "cross-origin");
        setIfPresent(headers, "content-encoding", media.contentEncoding());
        if (!media.type().scriptFree()) {
            headers.set("content-security-policy", "sandbox");
        }
    }

    /** Whether {@link #writeClient} writes the same fields for {@code media} as for any other plain object, and only other values. */
    static boolean isPlain(MediaMetadata media) {
        return media.contentLanguage() == null
                && media.contentDisposition() == null
                && media.contentEncoding() == null
                && media.type().scriptFree();
    }

    /** The fields with values of the object's own, its length apart. */
    static void writeEntity(MediaMetadata media, HeaderSink headers) {
        headers.set("etag", media.etag());
        headers.set("last-modified", media.lastModified());
        headers.set("content-type", media.type().contentType());
        setIfPresent(headers, "content-language", media.contentLanguage());
        setIfPresent(headers, "content-disposition", media.contentDisposition());
    }

    private static void setIfPresent(HeaderSink headers, String name, @Nullable String value) {
        if (value != null) {
            headers.set(name, value);
        }
    }
}
