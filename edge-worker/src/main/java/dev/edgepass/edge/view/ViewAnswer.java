package dev.edgepass.edge.view;

import dev.edgepass.decision.Refusal;
import dev.edgepass.edge.exchange.AnswerHeaders;
import dev.edgepass.edge.exchange.Exchange;
import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Extent;
import dev.edgepass.edge.http.Preconditions;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.media.KnownObject;
import dev.edgepass.edge.media.LookupResult;
import dev.edgepass.edge.media.MediaHeaders;
import dev.edgepass.edge.media.MediaLookup;
import dev.edgepass.edge.media.MediaMetadata;
import dev.edgepass.edge.media.PlainHeaders;
import dev.edgepass.edge.workers.Response;
import org.jspecify.annotations.Nullable;

/** The answer to a view that was granted. */
final class ViewAnswer {
    /** What {@link #offered} says where the answer isn't one with the object. */
    static final double NOTHING = -1;

    private final PlainHeaders plainHeaders;
    private final Exchange exchange;
    private final MediaLookup lookup;
    private final KnownObject known;
    private final Preconditions conditions;
    private final Cors cors;
    private final long begun;
    private final long now;
    private double offered = NOTHING;

    /**
     * @param begun when the request was taken up; milliseconds since the epoch
     * @param now when it was granted; the same
     */
    ViewAnswer(
            PlainHeaders plainHeaders,
            Exchange exchange,
            MediaLookup lookup,
            KnownObject known,
            Preconditions conditions,
            Cors cors,
            long begun,
            long now) {
        this.plainHeaders = plainHeaders;
        this.exchange = exchange;
        this.lookup = lookup;
        this.known = known;
        this.conditions = conditions;
        this.cors = cors;
        this.begun = begun;
        this.now = now;
    }

    /** Bytes that {@link #of} offered: 0 where the client's copy is still the object, and for a HEAD; {@link #NOTHING} with a problem. */
    double offered() {
        return offered;
    }

    /**
     * @param expiresAt the token's {@code exp}
     * @param disposition the {@code Content-Disposition} of a download; null for the object's own
     */
    Response of(LookupResult result, long expiresAt, @Nullable String disposition) {
        long remainingSeconds = expiresAt - now / 1000;
        if (result instanceof LookupResult.Found found) {
            Response unsent =
                    unsent(found.media(), remainingSeconds, found.source().cacheStatus());
            if (unsent != null) {
                found.discard();
                return unsent;
            }
            offered = exchange.isHead() ? 0 : found.offered();
            return object(found, remainingSeconds, disposition);
        }
        if (result instanceof LookupResult.Unavailable) {
            return exchange.problem(Problem.MEDIA_UNAVAILABLE, cors);
        }
        if (result instanceof LookupResult.OutOfRange outOfRange) {
            Response unsent = unsent(outOfRange.media(), remainingSeconds, null);
            return unsent == null ? outOfRange(outOfRange.media().size()) : unsent;
        }
        return exchange.problem(Problem.of(Refusal.NOT_FOUND), cors);
    }

    /** The answer without the object, where the request's conditions want it so; null where they don't. */
    private @Nullable Response unsent(MediaMetadata media, long remainingSeconds, @Nullable String cacheStatus) {
        if (conditions.isUnmet(media.etag(), media.lastModified())) {
            return exchange.problem(Problem.PRECONDITION_FAILED, cors);
        }
        if (!conditions.notModified(media.etag(), media.lastModified())) {
            return null;
        }
        offered = 0;
        AnswerHeaders headers = headers(media, remainingSeconds);
        if (cacheStatus != null) {
            headers.set("cache-status", cacheStatus);
        }
        return Response.of((String) null, 304, headers.platform());
    }

    private Response object(LookupResult.Found found, long remainingSeconds, @Nullable String disposition) {
        MediaMetadata media = found.media();
        if (disposition == null && isPlain(found, remainingSeconds)) {
            AnswerHeaders common = plainHeaders.of(media);
            exchange.writeAsOf(common, now, timing());
            return lookup.serve(found, common.platform(), exchange.context());
        }
        AnswerHeaders headers = headers(media, remainingSeconds);
        if (disposition != null) {
            headers.set("content-disposition", disposition);
        }
        headers.set("cache-status", found.source().cacheStatus());
        Extent extent = found.extent();
        if (extent != null) {
            headers.set("content-range", extent.contentRange(media.size()));
            headers.set("content-length", "" + extent.length());
        } else if (media.size() >= 0) {
            headers.set("content-length", "" + media.size());
        }
        return lookup.serve(found, headers.platform(), exchange.context());
    }

    private AnswerHeaders headers(MediaMetadata media, long remainingSeconds) {
        AnswerHeaders headers = new AnswerHeaders();
        MediaHeaders.writeClient(media, remainingSeconds, headers);
        cors.write(headers);
        exchange.writeAsOf(headers, now, timing());
        return headers;
    }

    /** Whether the answer is a plain one, see {@link PlainHeaders}. */
    private boolean isPlain(LookupResult.Found found, long remainingSeconds) {
        return found.source() == LookupResult.Source.CACHE
                && found.extent() == null
                && found.media().size() >= 0
                && known.isPlain(found.media())
                && cors == Cors.ANYWHERE
                && remainingSeconds >= MediaHeaders.CLIENT_MAX_AGE;
    }

    /** Where the time went, as the Worker's clock saw it: it runs only while something is waited for. */
    private String timing() {
        return ", edgepass-media;dur=" + lookup.millis() + ", edgepass-total;dur=" + (now - begun);
    }

    private Response outOfRange(long size) {
        AnswerHeaders headers = new AnswerHeaders();
        headers.set("content-range", "bytes */" + size);
        return exchange.problem(Problem.rangeNotSatisfiable(size), cors, headers);
    }
}
