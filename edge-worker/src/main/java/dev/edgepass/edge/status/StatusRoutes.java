package dev.edgepass.edge.status;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.edge.exchange.AnswerHeaders;
import dev.edgepass.edge.exchange.Exchange;
import dev.edgepass.edge.feed.FeedReader;
import dev.edgepass.edge.http.AsOf;
import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.encoding.JsonWriter;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSObject;

/** {@code /.well-known/edgepass}, what this location knows, and {@code /healthz}, whether that is enough to decide. Both wait for a read of the feed like a view does. */
public final class StatusRoutes {
    private StatusRoutes() {}

    /** 200 with what is known, however old; 503 where nothing is. */
    public static Promise<Response> status(Exchange exchange, boolean countsViews) {
        return withRead(exchange, () -> {
            FeedView view = exchange.feed().view();
            long now = (long) Runtime.now();
            if (view == null) {
                return exchange.problem(Problem.of(Refusal.STALE_FEED), Cors.ANYWHERE);
            }
            return text(exchange, "application/json", json(view, now, countsViews), now);
        });
    }

    /** 200 where views are decided, else 503. */
    public static Promise<Response> health(Exchange exchange, ViewPolicy policy) {
        return withRead(exchange, () -> {
            long now = (long) Runtime.now();
            try {
                policy.requireFresh(exchange.feed().view(), now);
            } catch (RefusedException e) {
                return exchange.problem(Problem.of(e.refusal()), Cors.ANYWHERE);
            }
            return text(exchange, "text/plain;charset=utf-8", "ok", now);
        });
    }

    /** An answer that is made after the last wait. */
    @FunctionalInterface
    private interface Answer {
        Response get();
    }

    private static Promise<Response> withRead(Exchange exchange, Answer answer) {
        FeedReader feed = exchange.feed();
        long now = (long) Runtime.now();
        Promise<JSObject> knowledge = feed.isFresh(now) ? null : feed.refresh(now);
        return knowledge == null
                ? Promise.value(answer.get())
                : knowledge.then(done -> answer.get()).recover(exchange::internalError);
    }

    private static String json(FeedView view, long now, boolean countsViews) {
        AsOf asOf = AsOf.of(view, now);
        List<String> kids = new ArrayList<>();
        for (PublicKey key : view.head().keys()) {
            kids.add(key.kid());
        }
        return new JsonWriter()
                .integer("asOf", asOf.asOf())
                .integer("ageMs", asOf.age())
                .integer("readAgeMs", asOf.readAge())
                .integer("position", asOf.position())
                .integer("entries", view.entries())
                .strings("keys", kids)
                .string("views", countsViews ? "reported" : "off")
                .toString();
    }

    private static Response text(Exchange exchange, String contentType, String text, long now) {
        AnswerHeaders headers = new AnswerHeaders();
        headers.set("content-type", contentType);
        headers.set("cache-control", "no-store");
        headers.set("x-content-type-options", "nosniff");
        Cors.ANYWHERE.write(headers);
        exchange.writeAsOf(headers, now);
        return Response.of(exchange.isHead() ? null : text, 200, headers.platform());
    }
}
