package dev.edgepass.edge.media;

import dev.edgepass.edge.exchange.AnswerHeaders;
import dev.edgepass.edge.http.Cors;

/**
 * The header fields of the answer that most views get: a whole plain object ({@link MediaHeaders#isPlain}) out of a cache, for any site and for as long as a
 * browser may keep it. They differ in a few values only, which are set in one object for the isolate: the platform copies it for each answer, and what is copied
 * often lies near.
 */
public final class PlainHeaders {
    private final AnswerHeaders headers = new AnswerHeaders();
    private boolean complete;

    /** The fields for {@code media}, until the next call. */
    public AnswerHeaders of(MediaMetadata media) {
        if (!complete) {
            complete = true;
            MediaHeaders.writeClient(media, MediaHeaders.CLIENT_MAX_AGE, headers);
            headers.set("cache-status", LookupResult.Source.CACHE.cacheStatus());
            Cors.ANYWHERE.write(headers);
        }
        MediaHeaders.writeEntity(media, headers);
        headers.set("content-length", "" + media.size());
        return headers;
    }
}
