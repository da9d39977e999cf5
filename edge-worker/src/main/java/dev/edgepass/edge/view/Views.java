package dev.edgepass.edge.view;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.edge.Exchange;
import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.http.Route;
import dev.edgepass.edge.workers.Headers;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.token.ObjectKey;

/** {@code /view/{token}/{key}}. */
public final class Views {
    private Views() {}

    public static Promise<Response> answer(Exchange exchange, Route.View route) {
        if (exchange.request().method().equals("OPTIONS")) {
            Headers headers = Headers.create();
            Cors.writePreflight((name, value) -> headers.set(name, value));
            return Promise.resolved(Response.of((String) null, 204, headers));
        }
        ViewExchange view;
        try {
            ObjectKey key = key(route.path());
            view = new ViewExchange(exchange, key, new TokenCheck(exchange.isolate(), route.token()));
        } catch (RefusedException e) {
            return Promise.resolved(exchange.problem(Problem.of(e.refusal()), Cors.ANYWHERE));
        }
        return view.proceed();
    }

    private static ObjectKey key(String path) {
        try {
            return ObjectKey.ofPath(path, Runtime::isNfc);
        } catch (MalformedException e) {
            throw new RefusedException(Refusal.MALFORMED_KEY);
        }
    }
}
