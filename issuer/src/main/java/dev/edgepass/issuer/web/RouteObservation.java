package dev.edgepass.issuer.web;

import io.micrometer.common.KeyValues;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * A request in metrics and spans: by the pattern of its route, never by its URL, which is a secret on {@code /s/{secret}}. Thread-safe.
 */
@Component
class RouteObservation extends DefaultServerRequestObservationConvention {
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.values());

    /** Spring's have the URL. */
    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        return KeyValues.empty();
    }

    /**
     * Such as {@code http post /api/v1/media/revocations}, by the row of {@link EndpointTable} once the request was found to have one: Spring MVC knows a page by
     * {@code /**}. A method that isn't HTTP's is a caller's text.
     */
    @Override
    public String getContextualName(ServerRequestObservationContext context) {
        HttpServletRequest request = context.getCarrier();
        if (request == null || !METHODS.contains(HttpMethod.valueOf(request.getMethod()))) {
            return "http";
        }
        Endpoint endpoint = Endpoints.known(request);
        String pattern = endpoint == null ? context.getPathPattern() : endpoint.pattern();
        String method = "http " + request.getMethod().toLowerCase(Locale.ROOT);
        return pattern == null ? method : method + " " + pattern;
    }
}
