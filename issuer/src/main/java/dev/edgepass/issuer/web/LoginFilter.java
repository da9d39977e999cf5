package dev.edgepass.issuer.web;

import dev.edgepass.issuer.identity.CallerClaims;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.worker.RepeatedWarnings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;

/**
 * Logins as bearer tokens (RFC 6750). Not by Spring's {@code oauth2ResourceServer}, which brings an endpoint of its own along (RFC 9728) and names it in each challenge,
 * by the request's {@code Host}.
 */
final class LoginFilter {
    private static final RepeatedWarnings WARNINGS = new RepeatedWarnings(LoggerFactory.getLogger(LoginFilter.class));

    private LoginFilter() {}

    /** A login that can't be checked isn't a bad one: the caller isn't told to log in again, and isn't let in. */
    static BearerTokenAuthenticationFilter of(
            JwtDecoder logins, CallerClaims callers, Endpoints endpoints, ProblemWriter problems) {
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(logins);
        provider.setJwtAuthenticationConverter(callers);
        BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(new ProviderManager(provider)) {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                return endpoints.isEdge(request);
            }
        };
        filter.setAuthenticationFailureHandler((request, response, e) -> {
            if (e instanceof AuthenticationServiceException) {
                WARNINGS.warn(
                        "identity provider", "no login is accepted: " + e.getMessage() + " (" + e.getCause() + ")");
                problems.write(
                        response,
                        ProblemType.IDENTITY_UNAVAILABLE.detail(
                                "The identity provider's keys can't be read. Try again."));
            } else {
                refuse(response, e, problems);
            }
        });
        filter.setAuthenticationEntryPoint((request, response, e) -> refuse(response, e, problems));
        return filter;
    }

    /** 401 and the challenge, whose text says what is wrong with the login (RFC 6750 section 3). */
    static void refuse(HttpServletResponse response, AuthenticationException e, ProblemWriter problems)
            throws IOException {
        String challenge = "Bearer";
        String detail = "Send a login JWT as a bearer token.";
        if (e instanceof OAuth2AuthenticationException refused
                && refused.getError() instanceof BearerTokenError error) {
            challenge +=
                    " error=\"" + error.getErrorCode() + "\", error_description=\"" + error.getDescription() + "\"";
            detail = "This login isn't accepted; the header WWW-Authenticate says why. Log in again.";
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        problems.write(response, ProblemType.UNAUTHENTICATED.detail(detail));
    }
}
