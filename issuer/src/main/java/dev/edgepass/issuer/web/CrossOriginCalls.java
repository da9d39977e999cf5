package dev.edgepass.issuer.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages of the configured origins make the few calls that an app's page needs, and read the answers (Fetch standard, section 3.3, CORS protocol); never with
 * credentials, since a login is a header here. Anything else goes on as it was: a browser shows no other page an answer, and refuses nothing to the issuer's own pages, whatever a proxy
 * makes of their address. In front of Spring Security, since a preflight has no login, and a refusal is to be readable.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class CrossOriginCalls extends OncePerRequestFilter {
    private static final String API = "/api/v1/media";
    private static final Map<String, HttpMethod> CALLS = Map.of(
            API + "/access-token", HttpMethod.POST,
            API + "/events", HttpMethod.POST,
            API + "/objects", HttpMethod.GET);
    private static final String AN_HOUR = "3600";

    private final Set<String> origins;
    private final Endpoints endpoints;

    CrossOriginCalls(WebSettings settings, Endpoints endpoints) {
        origins = settings.allowedOrigins();
        this.endpoints = endpoints;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return origins.isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpMethod method = CALLS.get(endpoints.pathOf(request));
        if (method != null) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            String origin = request.getHeader(HttpHeaders.ORIGIN);
            if (origin != null && origins.contains(origin)) {
                response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
                response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.RETRY_AFTER);
                if (isPreflight(request)) {
                    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, method.name());
                    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type");
                    response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, AN_HOUR);
                    response.setStatus(HttpStatus.NO_CONTENT.value());
                    return;
                }
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return HttpMethod.OPTIONS.matches(request.getMethod())
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }
}
