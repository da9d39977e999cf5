package dev.edgepass.edge.view;

import dev.edgepass.decision.RefusedException;
import dev.edgepass.decision.RequestOrigin;
import dev.edgepass.edge.EdgeConfig;
import dev.edgepass.edge.Exchange;
import dev.edgepass.edge.feed.FeedReader;
import dev.edgepass.edge.http.ByteRange;
import dev.edgepass.edge.http.ContentDisposition;
import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Preconditions;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.http.Route;
import dev.edgepass.edge.media.FoundMedia;
import dev.edgepass.edge.media.MediaLookup;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.VerifiedToken;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/**
 * One view. It goes on until there is nothing left to wait for, and decides only then, on what is known at that moment (DESIGN section 5). What is known before
 * spares a refused request the look-up, and nothing more.
 */
final class ViewExchange {
    /** Reads that one request waits for: a second one where the first grew old while the media was looked up. */
    private static final int MAX_REFRESHES = 2;

    private final Exchange exchange;
    private final EdgeConfig config;
    private final ViewRequest request;
    private final long begun;
    private final FeedReader feed;
    private final ObjectKey key;
    private final TokenCheck token;
    private final RequestOrigin origin;
    private final Preconditions conditions;
    private final MediaLookup lookup;
    private int refreshes;
    private boolean askedForKey;
    private boolean lookedUp;
    private @Nullable FeedHead grantedUnder;

    ViewExchange(Exchange exchange, ViewRequest request, ObjectKey key, TokenCheck token) {
        this.begun = (long) Runtime.now();
        this.exchange = exchange;
        this.request = request;
        this.config = exchange.isolate().config();
        this.feed = exchange.feed();
        this.key = key;
        this.token = token;
        this.origin = RequestOrigin.of(exchange.header("origin"), exchange.header("referer"));
        this.conditions = new Preconditions(
                exchange.header("if-none-match"), exchange.header("if-modified-since"), exchange.header("if-range"));
        this.lookup = new MediaLookup(
                exchange.env().media(),
                exchange.isolate().copies(),
                exchange.isolate().hot(),
                config.cacheName(),
                Route.authority(exchange.request().url()),
                key,
                exchange.isHead(),
                conditions,
                exchange.isHead() ? null : ByteRange.parse(exchange.header("range")));
    }

    Promise<Response> proceed() {
        FeedView view = feed.view();
        PublicKey published = view == null ? null : view.head().key(token.kid());
        if (published != null && !token.isCheckedUnder(published)) {
            return token.check(published).thenAwait(checked -> proceed());
        }
        Promise<JSObject> pending = pending(view, published);
        return pending == null ? Promise.resolved(decide()) : pending.thenAwait(done -> proceed());
    }

    /** Whatever can be waited for, side by side; null where there is nothing. */
    private @Nullable Promise<JSObject> pending(@Nullable FeedView view, @Nullable PublicKey published) {
        Promise<JSObject> knowledge = null;
        if (!feed.isFresh()) {
            knowledge = refreshes++ < MAX_REFRESHES ? feed.refresh() : null;
        } else if (published == null && !askedForKey) {
            askedForKey = true;
            knowledge = feed.askForKey();
        }
        if (lookedUp || view == null || !isForeseeable(view)) {
            return knowledge;
        }
        lookedUp = true;
        Promise<JSObject> media = lookup.run();
        if (knowledge == null) {
            return media;
        }
        return media == null ? knowledge : Promise.both(knowledge, media);
    }

    private boolean isForeseeable(FeedView view) {
        try {
            config.foreknowledge().decide(token.requireGood(view.head()), key, origin, view, (long) Runtime.now());
            grantedUnder = view.head();
            return !isRefusedDownload();
        } catch (RefusedException e) {
            return false;
        }
    }

    /** The decision, with nothing awaited between it and the answer. */
    private Response decide() {
        long now = (long) Runtime.now();
        FoundMedia found = lookup.found();
        Cors cors = Cors.of(token.claims().origins(), exchange.header("origin"), request.bearer());
        try {
            FeedView view = config.policy().requireFresh(feed.view(), now);
            VerifiedToken good = token.requireGood(view.head());
            if (view.head() == grantedUnder) {
                config.policy().decideAgain(good, key, origin, view, now);
            } else {
                config.policy().decide(good, key, origin, view, now);
            }
        } catch (RefusedException e) {
            if (found != null) {
                found.discard();
            }
            return exchange.problem(Problem.of(e.refusal()), cors);
        }
        if (isRefusedDownload()) {
            return exchange.problem(Problem.DOWNLOAD_NOT_ALLOWED, cors);
        }
        ViewAnswer answer = new ViewAnswer(exchange, lookup, conditions, cors, begun, now);
        String fileName = request.download() ? ContentDisposition.attachment(key.value(), key.toPath()) : null;
        return answer.of(
                found == null ? new FoundMedia.Missing() : found, token.claims().expiresAt(), fileName);
    }

    private boolean isRefusedDownload() {
        return request.download() && !token.claims().downloadAllowed();
    }
}
