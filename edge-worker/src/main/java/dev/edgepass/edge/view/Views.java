package dev.edgepass.edge.view;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.edge.exchange.AnswerHeaders;
import dev.edgepass.edge.exchange.Exchange;
import dev.edgepass.edge.http.Cors;
import dev.edgepass.edge.http.Problem;
import dev.edgepass.edge.http.Route;
import dev.edgepass.edge.usage.Usage;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.token.ObjectKey;
import org.jspecify.annotations.Nullable;

/** {@code /view/{token}/{key}}, and {@code /media/{key}} with the token in {@code Authorization}. */
public final class Views {
    private static final String SCHEME = "bearer";

    private Views() {}

    public static Promise<Response> answer(Isolate isolate, Exchange exchange, Route.View route) {
        return answer(isolate, exchange, new ViewRequest(route.token(), route.path(), route.download(), false));
    }

    public static Promise<Response> answer(Isolate isolate, Exchange exchange, Route.Media route) {
        String token = bearer(exchange.header("authorization"));
        return answer(isolate, exchange, new ViewRequest(token, route.path(), route.download(), true));
    }

    private static Promise<Response> answer(Isolate isolate, Exchange exchange, ViewRequest request) {
        if (exchange.method().equals("OPTIONS")) {
            AnswerHeaders headers = new AnswerHeaders();
            Cors.writePreflight(exchange.header("access-control-request-headers"), headers);
            return Promise.value(Response.of((String) null, 204, headers.platform()));
        }
        ViewExchange view;
        try {
            ObjectKey key = key(request.path());
            view = new ViewExchange(isolate, exchange, request, key, new TokenCheck(isolate, request.token()));
        } catch (RefusedException e) {
            Usage usage = isolate.usage();
            if (usage != null) {
                usage.refused(exchange, e.refusal(), Runtime.now());
            }
            return Promise.value(exchange.problem(Problem.of(e.refusal()), Cors.ANYWHERE));
        }
        return view.proceed();
    }

    /** The credentials (RFC 9110 section 11.4: the scheme, spaces, the token); empty, which no token is, where there are none. */
    private static String bearer(@Nullable String authorization) {
        if (authorization == null) {
            return "";
        }
        int space = authorization.indexOf(' ');
        int start = space;
        int end = authorization.length();
        while (start >= 0 && start < end && authorization.charAt(start) == ' ') {
            start++;
        }
        while (end > start && (authorization.charAt(end - 1) == ' ' || authorization.charAt(end - 1) == '\t')) {
            end--;
        }
        return space >= 0 && authorization.substring(0, space).toLowerCase().equals(SCHEME)
                ? authorization.substring(start, end)
                : "";
    }

    private static ObjectKey key(String path) {
        try {
            return ObjectKey.ofPath(path, Runtime::isNfc);
        } catch (MalformedException e) {
            throw new RefusedException(Refusal.MALFORMED_KEY);
        }
    }
}
