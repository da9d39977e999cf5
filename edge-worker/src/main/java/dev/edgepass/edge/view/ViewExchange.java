package dev.edgepass.edge.view;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.decision.RequestOrigin;
import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.edge.config.Bindings;
import dev.edgepass.edge.config.EdgeConfig;
import dev.edgepass.edge.exchange.Exchange;
import dev.edgepass.edge.feed.FeedReader;
import dev.edgepass.edge.http.ByteRange;
import dev.edgepass.edge.http.ContentDisposition;
import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Preconditions;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.media.KnownObject;
import dev.edgepass.edge.media.LookupResult;
import dev.edgepass.edge.media.MediaLookup;
import dev.edgepass.edge.signature.GoodSignature;
import dev.edgepass.edge.usage.Usage;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.token.ObjectKey;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExceptions;
import org.teavm.jso.JSObject;

/**
 * One view. It goes on until there is nothing left to wait for, and decides only then, on what is known at that moment (docs/edge.md). What is known before
 * spares a refused request the look-up, and nothing more.
 */
final class ViewExchange {
    /** Reads that one request waits for: a second one where the first grew old while the media was looked up. */
    private static final int MAX_REFRESHES = 2;

    private final Isolate isolate;
    private final Exchange exchange;
    private final EdgeConfig config;
    private final ViewRequest request;
    private final long begun;
    private final FeedReader feed;
    private final ObjectKey key;
    private final TokenCheck token;
    private final @Nullable String originHeader;
    private final RequestOrigin origin;
    private final @Nullable String range;
    private final Preconditions conditions;
    private @Nullable MediaLookup lookup;
    private @Nullable KnownObject object;
    /** The token, where the last decision found its signature good. */
    private @Nullable GoodSignature good;

    private int refreshes;
    private boolean askedForKey;
    private boolean decided;
    /** Milliseconds since the epoch: the clock stands still until something is waited for. */
    private long now;

    ViewExchange(Isolate isolate, Exchange exchange, ViewRequest request, ObjectKey key, TokenCheck token) {
        this.begun = (long) Runtime.now();
        this.now = begun;
        this.isolate = isolate;
        this.exchange = exchange;
        this.request = request;
        this.config = isolate.config();
        this.feed = exchange.feed();
        this.key = key;
        this.token = token;
        boolean anywhere = token.claims().origins().isEmpty();
        this.originHeader = anywhere ? null : exchange.header("origin");
        this.origin = anywhere ? RequestOrigin.NONE : RequestOrigin.of(originHeader, exchange.header("referer"));
        this.range = exchange.isHead() ? null : exchange.header("range");
        String ifMatch = exchange.header("if-match");
        String ifNoneMatch = exchange.header("if-none-match");
        this.conditions = new Preconditions(
                ifMatch,
                ifMatch == null ? exchange.header("if-unmodified-since") : null,
                ifNoneMatch,
                ifNoneMatch == null ? exchange.header("if-modified-since") : null,
                range == null ? null : exchange.header("if-range"));
    }

    /** As {@link #proceed}, after something was waited for: whatever it was, and whatever comes of it, is answered. */
    private Promise<Response> resume() {
        try {
            now = (long) Runtime.now();
            if (lookup != null) {
                lookup.ended(now);
            }
            return proceed();
        } catch (RuntimeException e) {
            return Promise.value(exchange.internalError(JSExceptions.getJSException(e)));
        }
    }

    Promise<Response> proceed() {
        decided = false;
        FeedView view = feed.view();
        PublicKey published = view == null ? null : view.head().key(token.kid());
        if (published != null && !token.isCheckedUnder(published)) {
            return token.verify(published)
                    .thenAwait(
                            isGood -> {
                                token.take(published, isGood);
                                return resume();
                            },
                            failed -> Promise.value(exchange.internalError(failed)));
        }
        Promise<JSObject> pending = pending(view, published);
        return pending == null
                ? Promise.value(answer())
                : pending.thenAwait(done -> resume(), failed -> {
                    MediaLookup failing = lookup;
                    if (failing == null) {
                        return Promise.value(exchange.internalError(failed));
                    }
                    failing.failed(failed);
                    return resume();
                });
    }

    /** Whatever can be waited for, side by side; null where there is nothing. */
    private @Nullable Promise<JSObject> pending(@Nullable FeedView view, @Nullable PublicKey published) {
        Promise<JSObject> knowledge = null;
        boolean fresh = feed.isFresh(now);
        if (!fresh) {
            knowledge = refreshes++ < MAX_REFRESHES ? feed.refresh(now) : null;
        } else if (published == null && !askedForKey) {
            askedForKey = true;
            knowledge = feed.askForKey(now);
        }
        if (lookup != null || view == null || !wouldBeGranted(view, fresh)) {
            return knowledge;
        }
        MediaLookup started = lookUp();
        lookup = started;
        Promise<JSObject> media = started.run(now);
        if (knowledge == null) {
            return media;
        }
        return media == null ? knowledge : Promise.both(knowledge, media);
    }

    /** Whether the view will be granted, by what is known now. On fresh knowledge that is the decision, for as long as nothing is waited for. */
    private boolean wouldBeGranted(FeedView view, boolean fresh) {
        try {
            decide(fresh ? config.policy() : config.policyIgnoringFreshness(), view);
            decided = fresh;
            return !isRefusedDownload();
        } catch (RefusedException e) {
            return false;
        }
    }

    private void decide(ViewPolicy policy, @Nullable FeedView view) {
        good = null;
        FeedView known = policy.requireFresh(view, now);
        GoodSignature found = token.requireGood(known.head());
        good = found;
        policy.decide(found.token(), key, origin, known, now, found.clearance(), object().clearance());
    }

    /** The memory of the object, for a good token alone: nobody without one fills it. */
    private KnownObject object() {
        KnownObject known = object;
        if (known == null) {
            known = isolate.objects().of(key.value());
            object = known;
        }
        return known;
    }

    private MediaLookup lookUp() {
        return new MediaLookup(
                Bindings.media(exchange.env()),
                isolate.hot(),
                object(),
                config.mediaMaxAge(),
                config.cacheName(),
                exchange.url(),
                key,
                exchange.isHead(),
                conditions,
                ByteRange.parse(range));
    }

    /** The answer, with nothing awaited between it and the decision. */
    private Response answer() {
        MediaLookup looked = lookup;
        LookupResult result = looked == null ? null : looked.found();
        Cors cors = Cors.of(token.claims().origins(), originHeader, request.bearer());
        if (!decided) {
            try {
                decide(config.policy(), feed.view());
            } catch (RefusedException e) {
                if (result instanceof LookupResult.Found found) {
                    found.discard();
                }
                countRefused(e);
                return exchange.problem(Problem.of(e), cors);
            }
        }
        if (isRefusedDownload()) {
            return exchange.problem(Problem.DOWNLOAD_NOT_ALLOWED, cors);
        }
        if (looked == null || result == null) {
            return exchange.problem(Problem.of(Refusal.NOT_FOUND), cors);
        }
        String fileName = request.download() ? ContentDisposition.attachment(key.value(), key.toPath()) : null;
        ViewAnswer answer =
                new ViewAnswer(isolate.plainHeaders(), exchange, looked, object(), conditions, cors, begun, now);
        Response response = answer.of(result, token.claims().expiresAt(), fileName);
        countGranted(answer.offered());
        return response;
    }

    private void countGranted(double offered) {
        Usage usage = isolate.usage();
        FeedView view = feed.view();
        if (usage != null && view != null && offered != ViewAnswer.NOTHING) {
            usage.granted(
                    exchange,
                    token.claims(),
                    key.value(),
                    offered,
                    now,
                    view.head().position());
        }
    }

    private void countRefused(RefusedException refused) {
        Usage usage = isolate.usage();
        FeedView view = feed.view();
        if (usage == null) {
            return;
        }
        if (good != null && view != null) {
            usage.refused(
                    exchange, good.token().claims(), refused, now, view.head().position());
        } else if (refused.refusal() != Refusal.STALE_FEED || !token.claims().uncounted()) {
            usage.refused(exchange, refused.refusal(), now);
        }
    }

    private boolean isRefusedDownload() {
        return request.download() && !token.claims().downloadAllowed();
    }
}
