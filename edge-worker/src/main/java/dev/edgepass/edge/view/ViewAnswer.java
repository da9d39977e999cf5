package dev.edgepass.edge.view;

import dev.edgepass.decision.Refusal;
import dev.edgepass.edge.Exchange;
import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Preconditions;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.media.FoundMedia;
import dev.edgepass.edge.media.MediaHeaders;
import dev.edgepass.edge.media.MediaLookup;
import dev.edgepass.edge.media.StoredMedia;
import dev.edgepass.edge.workers.Headers;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Response;

/** The answer to a view that was granted at {@code now}. */
record ViewAnswer(Exchange exchange, MediaLookup lookup, Preconditions conditions, Cors cors, long now) {
    /**
     * @param expiresAt the token's {@code exp}
     */
    Response of(FoundMedia found, long expiresAt) {
        if (found instanceof FoundMedia.Found object) {
            return object(object, expiresAt - now / 1000);
        }
        if (found instanceof FoundMedia.OutOfRange outOfRange) {
            return outOfRange(outOfRange.size());
        }
        return exchange.problem(Problem.of(Refusal.NOT_FOUND), cors);
    }

    private Response object(FoundMedia.Found found, long remainingSeconds) {
        StoredMedia media = found.media();
        Headers headers = Headers.create();
        MediaHeaders.writeClient(media, remainingSeconds, (name, value) -> headers.set(name, value));
        cors.write((name, value) -> headers.set(name, value));
        exchange.writeAsOf(headers, now);
        // RFC 9211: who answered, and why the request went on.
        headers.set("cache-status", found.fromCache() ? "edgepass; hit" : "edgepass; fwd=miss");
        if (conditions.notModified(media.etag(), media.lastModified())) {
            found.discard();
            return Response.of((String) null, 304, headers);
        }
        if (found.extent() != null) {
            headers.set("content-range", found.extent().contentRange(media.size()));
            headers.set("content-length", "" + found.extent().length());
        } else if (media.size() >= 0) {
            headers.set("content-length", "" + media.size());
        }
        ReadableStream body = lookup.serve(found, exchange.context());
        return Response.of(body, found.extent() == null ? 200 : 206, headers);
    }

    private Response outOfRange(long size) {
        Headers headers = Headers.create();
        headers.set("content-range", "bytes */" + size);
        return exchange.problem(Problem.rangeNotSatisfiable(size), cors, headers);
    }
}
