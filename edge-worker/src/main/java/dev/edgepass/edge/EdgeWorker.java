package dev.edgepass.edge;

import dev.edgepass.edge.config.EdgeConfig;
import dev.edgepass.edge.exchange.AnswerHeaders;
import dev.edgepass.edge.exchange.Exchange;
import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.http.Route;
import dev.edgepass.edge.status.StatusRoutes;
import dev.edgepass.edge.view.Isolate;
import dev.edgepass.edge.view.Views;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Request;
import dev.edgepass.edge.workers.Response;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExceptions;
import org.teavm.jso.JSExport;

/** The Worker's one entry point: {@code export default {fetch}} of the ES module. */
public final class EdgeWorker {
    private static @Nullable Isolate isolate;

    private EdgeWorker() {}

    /** Answers every request. */
    @JSExport
    public static Promise<Response> fetch(Request request, Env env, ExecutionContext context) {
        try {
            Isolate here = isolate;
            if (here == null) {
                here = new Isolate(EdgeConfig.of(name -> env.variable(name)));
                isolate = here;
            }
            return answer(
                    here,
                    new Exchange(
                            here.reader(env, context),
                            request,
                            request.url(),
                            request.method(),
                            request.headers(),
                            env,
                            context));
        } catch (RuntimeException e) {
            return Promise.value(
                    Exchange.internalError(request.method().equals("HEAD"), JSExceptions.getJSException(e)));
        }
    }

    /** Never fails once something is waited for. */
    private static Promise<Response> answer(Isolate isolate, Exchange exchange) {
        Route route = Route.of(exchange.url());
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
            return Views.answer(isolate, exchange, view);
        }
        if (route instanceof Route.Media media) {
            return Views.answer(isolate, exchange, media);
        }
        return route instanceof Route.Status
                ? StatusRoutes.status(exchange, isolate.usage() != null)
                : StatusRoutes.health(exchange, isolate.config().policy());
    }
}
