package dev.edgepass.edge.exchange;

import dev.edgepass.edge.feed.FeedReader;
import dev.edgepass.edge.http.AsOf;
import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Headers;
import dev.edgepass.edge.workers.Request;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.feed.FeedView;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/**
 * One request with all that its answer needs.
 *
 * @param feed what is known, kept fresh for this request
 * @param request as the platform has it
 * @param url of the request, absolute
 * @param method of the request
 * @param headers of the request
 */
public record Exchange(
        FeedReader feed,
        Request request,
        String url,
        String method,
        Headers headers,
        Env env,
        ExecutionContext context) {
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

    /** Position and age of what is known at {@code now}, if anything is. */
    public void writeAsOf(AnswerHeaders answer, long now) {
        writeAsOf(answer, now, "");
    }

    /** With {@code timing} as further metrics of {@code Server-Timing}. */
    public void writeAsOf(AnswerHeaders answer, long now, String timing) {
        FeedView view = feed.view();
        if (view != null) {
            AsOf asOf = AsOf.of(view, now);
            answer.set(AsOf.HEADER, asOf.dictionary());
            answer.set("server-timing", asOf.serverTiming() + timing);
        }
    }

    public Response problem(Problem problem, Cors cors) {
        return problem(problem, cors, new AnswerHeaders());
    }

    /** With header fields of its own in {@code answer}. */
    public Response problem(Problem problem, Cors cors, AnswerHeaders answer) {
        answer.set("content-type", Problem.CONTENT_TYPE);
        answer.set("cache-control", "no-store");
        answer.set("x-content-type-options", "nosniff");
        answer.set("referrer-policy", "no-referrer");
        if (problem.status() == 401) {
            answer.set("www-authenticate", CHALLENGE);
        }
        if (problem.status() == 503) {
            answer.set("retry-after", RETRY_AFTER);
        }
        cors.write(answer);
        writeAsOf(answer, (long) Runtime.now());
        return Response.of(isHead() ? null : problem.toJson(), problem.status(), answer.platform());
    }

    /** An unexpected failure: logged without the URL, and answered as {@code internal-error}. */
    public Response internalError(JSObject failure) {
        return internalError(isHead(), failure);
    }

    /** As {@link #internalError(JSObject)}, for a request that didn't become an exchange. */
    public static Response internalError(boolean head, JSObject failure) {
        Runtime.warn("internal-error: " + Runtime.describe(failure));
        AnswerHeaders answer = new AnswerHeaders();
        answer.set("content-type", Problem.CONTENT_TYPE);
        answer.set("cache-control", "no-store");
        answer.set("access-control-allow-origin", "*");
        return Response.of(head ? null : Problem.INTERNAL_ERROR.toJson(), 500, answer.platform());
    }
}
