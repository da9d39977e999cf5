package dev.edgepass.issuer.web;

import dev.edgepass.issuer.PublicSettings;
import dev.edgepass.issuer.identity.CallerAuthentication;
import dev.edgepass.issuer.identity.Role;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The row of {@link EndpointTable} that a request takes, found as Spring MVC finds a handler: by the parsed, decoded path, at the host that it is for. Every filter asks here, so that none has a
 * notion of its own of a path. Immutable.
 */
@Component
class Endpoints implements AuthorizationManager<RequestAuthorizationContext> {
    private static final String FOUND = Endpoints.class.getName();

    private final List<Route> routes = EndpointTable.rows().stream()
            .map(row ->
                    new Route(row, PathPatternParser.defaultInstance.parse(row.pattern()), manager(row.authority())))
            .toList();

    private final PublicSettings urls;

    Endpoints(PublicSettings urls) {
        this.urls = urls;
    }

    private record Route(
            Endpoint endpoint, PathPattern pattern, AuthorizationManager<RequestAuthorizationContext> manager) {}

    private static AuthorizationManager<RequestAuthorizationContext> manager(Authority authority) {
        return switch (authority) {
            case PUBLIC, EDGE -> SingleResultAuthorizationManager.permitAll();
            case LOGIN -> AuthenticatedAuthorizationManager.authenticated();
            case USER -> AuthorityAuthorizationManager.hasAuthority(CallerAuthentication.USER);
            case AUDITOR -> AuthorityAuthorizationManager.hasAnyRole(Role.AUDITOR.name(), Role.ADMIN.name());
            case ADMIN -> AuthorityAuthorizationManager.hasRole(Role.ADMIN.name());
        };
    }

    /** Null where the table has no row. */
    @Nullable
    Endpoint find(HttpServletRequest request) {
        Route route = route(request);
        return route == null ? null : route.endpoint;
    }

    /** What {@link #find} found before in this request; null where it wasn't asked, or the table has no row. */
    static @Nullable Endpoint known(HttpServletRequest request) {
        return request.getAttribute(FOUND) instanceof Found known && known.route != null ? known.route.endpoint : null;
    }

    private @Nullable Route route(HttpServletRequest request) {
        if (request.getAttribute(FOUND) instanceof Found known) {
            return known.route;
        }
        PathContainer path = path(request);
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        HttpMethod asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        Route found = routes.stream()
                .filter(route -> route.endpoint.method().equals(asked) && isThere(route, request, path))
                .findFirst()
                .orElse(null);
        request.setAttribute(FOUND, new Found(found));
        return found;
    }

    private boolean isThere(Route route, HttpServletRequest request, PathContainer path) {
        return route.pattern.matches(path)
                && switch (route.endpoint.site()) {
                    case ANY -> true;
                    case CONSOLE -> !urls.hasConsoleHost() || urls.isConsole(request.getServerName());
                    case SHARE -> !urls.hasConsoleHost() || !urls.isConsole(request.getServerName());
                };
    }

    /** Whether its signature says who calls, and no login does. */
    boolean isEdge(HttpServletRequest request) {
        Endpoint endpoint = find(request);
        return endpoint != null && endpoint.authority() == Authority.EDGE;
    }

    /** As {@link #find}, past the filter that refuses what has no row. */
    Endpoint require(HttpServletRequest request) {
        return Objects.requireNonNull(find(request), "no row");
    }

    private record Found(@Nullable Route route) {}

    /** Decoded: one text for each resource, however a client writes it. */
    String pathOf(HttpServletRequest request) {
        return path(request).elements().stream()
                .map(element ->
                        element instanceof PathContainer.PathSegment segment ? segment.valueToMatch() : element.value())
                .collect(Collectors.joining());
    }

    /** The methods that have a row at this address. */
    Set<HttpMethod> methodsAt(HttpServletRequest request) {
        PathContainer path = path(request);
        Set<HttpMethod> methods = new LinkedHashSet<>();
        routes.stream()
                .filter(route -> isThere(route, request, path))
                .forEach(route -> methods.add(route.endpoint.method()));
        return methods;
    }

    /** The container's own dispatches were decided on before. */
    @Override
    public @Nullable AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        if (request.getDispatcherType() == DispatcherType.FORWARD
                || request.getDispatcherType() == DispatcherType.ERROR) {
            return new AuthorizationDecision(true);
        }
        Route route = route(request);
        return route == null ? new AuthorizationDecision(false) : route.manager.authorize(authentication, context);
    }

    private static PathContainer path(HttpServletRequest request) {
        return (ServletRequestPathUtils.hasParsedRequestPath(request)
                        ? ServletRequestPathUtils.getParsedRequestPath(request)
                        : ServletRequestPathUtils.parseAndCache(request))
                .pathWithinApplication();
    }
}
