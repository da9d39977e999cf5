package dev.edgepass.edge;

import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.http.Route;
import dev.edgepass.edge.view.Views;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Request;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExceptions;
import org.teavm.jso.JSExport;

/** The Worker's one entry point: {@code export default {fetch}} of the ES module. */
public final class EdgeWorker {
    private static @Nullable Isolate isolate;

    private EdgeWorker() {}

    /** Answers every request; what fails unexpectedly is logged, without the URL, and answered as {@code internal-error}. */
    @JSExport
    public static Promise<Response> fetch(Request request, Env env, ExecutionContext context) {
        try {
            Isolate here = isolate;
            if (here == null) {
                here = Isolate.start(env);
                isolate = here;
            }
            Exchange exchange = new Exchange(here, request, request.method(), env, context);
            Promise<Response> answer = answer(exchange);
            return Promise.isPending(answer)
                    ? answer.recover(failure -> internalError(request, Runtime.describe(failure)))
                    : answer;
        } catch (RuntimeException e) {
            return Promise.value(internalError(request, Runtime.describe(JSExceptions.getJSException(e))));
        }
    }

    private static Promise<Response> answer(Exchange exchange) {
        Route route = Route.of(exchange.request().url());
        if (route instanceof Route.TooLong) {
            return Promise.value(exchange.problem(Problem.URI_TOO_LONG, Cors.ANYWHERE));
        }
        if (route instanceof Route.Unknown) {
            return Promise.value(exchange.problem(Problem.NO_SUCH_ROUTE, Cors.ANYWHERE));
        }
        if (!route.allows(exchange.method())) {
            AnswerHeaders headers = new AnswerHeaders();
            headers.set("allow", route.allow());
            return Promise.value(exchange.problem(Problem.methodNotAllowed(route.allow()), Cors.ANYWHERE, headers));
        }
        if (route instanceof Route.View view) {
            return Views.answer(exchange, view);
        }
        if (route instanceof Route.Media media) {
            return Views.answer(exchange, media);
        }
        return route instanceof Route.Status ? KnowledgeRoutes.status(exchange) : KnowledgeRoutes.health(exchange);
    }

    private static Response internalError(Request request, String cause) {
        Runtime.warn("internal-error: " + cause);
        AnswerHeaders headers = new AnswerHeaders();
        headers.set("content-type", Problem.CONTENT_TYPE);
        headers.set("cache-control", "no-store");
        headers.set("access-control-allow-origin", "*");
        return Response.of(
                request.method().equals("HEAD") ? null : Problem.INTERNAL_ERROR.toJson(), 500, headers.platform());
    }
}
