package dev.edgepass.edge;

import dev.edgepass.edge.feed.FeedReader;
import dev.edgepass.edge.http.AsOf;
import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Headers;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.feed.FeedView;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/**
 * One request with all that its answer needs.
 *
 * @param isolate what outlives it
 * @param url of the request, absolute
 * @param method of the request
 * @param headers of the request
 */
public record Exchange(Isolate isolate, String url, String method, Headers headers, Env env, ExecutionContext context) {
    /** Seconds after which a 503 is worth another try. */
    private static final String RETRY_AFTER = "1";

    /** RFC 9110 section 11.6.1 asks for one in every 401. Browsers show nothing for it. */
    private static final String CHALLENGE = "Bearer realm=\"edgepass\"";

    public boolean isHead() {
        return method.equals("HEAD");
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public FeedReader feed() {
        return new FeedReader(env, context, isolate.config().feedKeys(), isolate.ring(), isolate.feed());
    }

    /** Position and age of what is known at {@code now}, if anything is. */
    void writeAsOf(AnswerHeaders headers, long now) {
        writeAsOf(headers, now, "");
    }

    /** With {@code timing} as further metrics of {@code Server-Timing}. */
    public void writeAsOf(AnswerHeaders headers, long now, String timing) {
        FeedView view = isolate.feed().view();
        if (view != null) {
            AsOf asOf = AsOf.of(view, now);
            headers.set(AsOf.HEADER, asOf.dictionary());
            headers.set("server-timing", asOf.serverTiming() + timing);
        }
    }

    public Response problem(Problem problem, Cors cors) {
        return problem(problem, cors, new AnswerHeaders());
    }

    /** With header fields of its own in {@code headers}. */
    public Response problem(Problem problem, Cors cors, AnswerHeaders headers) {
        headers.set("content-type", Problem.CONTENT_TYPE);
        headers.set("cache-control", "no-store");
        headers.set("x-content-type-options", "nosniff");
        headers.set("referrer-policy", "no-referrer");
        if (problem.status() == 401) {
            headers.set("www-authenticate", CHALLENGE);
        }
        if (problem.status() == 503) {
            headers.set("retry-after", RETRY_AFTER);
        }
        cors.write(headers);
        writeAsOf(headers, (long) Runtime.now());
        return Response.of(isHead() ? null : problem.toJson(), problem.status(), headers.platform());
    }

    /** What failed unexpectedly is logged, without the URL, and answered as {@code internal-error}. */
    public Response internalError(JSObject failure) {
        return internalError(isHead(), failure);
    }

    static Response internalError(boolean head, JSObject failure) {
        Runtime.warn("internal-error: " + Runtime.describe(failure));
        AnswerHeaders headers = new AnswerHeaders();
        headers.set("content-type", Problem.CONTENT_TYPE);
        headers.set("cache-control", "no-store");
        headers.set("access-control-allow-origin", "*");
        return Response.of(head ? null : Problem.INTERNAL_ERROR.toJson(), 500, headers.platform());
    }
}
