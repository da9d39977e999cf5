package dev.edgepass.issuer.web;

import dev.edgepass.issuer.identity.CallerClaims;
import dev.edgepass.issuer.identity.VerifiedLogins;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.EdgeSettings;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may call what, by {@link EndpointTable}. No session, no cookie, and so nothing for another site's page to forge. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            CallerClaims callers,
            ProblemWriter problems,
            EdgeSettings edge,
            Endpoints endpoints,
            JwtDecoder logins,
            Clock clock) {
        NoEndpoint none = new NoEndpoint(endpoints, problems);
        AuthenticationEntryPoint unauthenticated = unauthenticated(problems, none);
        AccessDeniedHandler forbidden = forbidden(problems, none);
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers(headers, edge))
                .authorizeHttpRequests(requests -> requests.anyRequest().access(endpoints))
                .oauth2ResourceServer(server -> server.jwt(jwt ->
                                jwt.decoder(new VerifiedLogins(logins, clock)).jwtAuthenticationConverter(callers))
                        .authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler(forbidden)
                        .withObjectPostProcessor(answerFailures(unauthenticated, problems)))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(unauthenticated).accessDeniedHandler(forbidden))
                .build();
    }

    /** A span for every filter of every request costs as much as a signature; the requests themselves are measured. */
    @Bean
    SecurityObservationSettings noObservationOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /** A login that can't be checked isn't a bad one: nobody is told to log in again, and nobody gets in. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answerFailures(
            AuthenticationEntryPoint unauthenticated, ProblemWriter problems) {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler((request, response, e) -> {
                    if (e instanceof AuthenticationServiceException) {
                        LOG.warn("no login is accepted: {} ({})", e.getMessage(), String.valueOf(e.getCause()));
                        problems.write(
                                response,
                                ProblemType.IDENTITY_UNAVAILABLE.detail(
                                        "The identity provider's keys can't be read. Try again."));
                    } else {
                        unauthenticated.commence(request, response, e);
                    }
                });
                return filter;
            }
        };
    }

    private static AccessDeniedHandler forbidden(ProblemWriter problems, NoEndpoint none) {
        return (request, response, e) -> {
            if (!none.answers(request, response)) {
                problems.write(response, ProblemAdvice.ofStatus(ProblemType.FORBIDDEN.status()));
            }
        };
    }

    private static AuthenticationEntryPoint unauthenticated(ProblemWriter problems, NoEndpoint none) {
        BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
        return (request, response, e) -> {
            if (none.answers(request, response)) {
                return;
            }
            // Sets status and WWW-Authenticate (RFC 6750 section 3), whose text says what is wrong with the login.
            challenge.commence(request, response, e);
            problems.write(
                    response,
                    ProblemType.UNAUTHENTICATED.detail(
                            request.getHeader(HttpHeaders.AUTHORIZATION) == null
                                    ? "Send a login JWT as a bearer token."
                                    : "This login isn't accepted; the header WWW-Authenticate says why. Log in again."));
        };
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers, EdgeSettings edge) {
        String media = edge.origin();
        headers.contentSecurityPolicy(policy -> policy.policyDirectives("default-src 'none'; script-src 'self';"
                        + " style-src 'self'; connect-src 'self' " + media + "; img-src 'self' " + media
                        + "; media-src " + media
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"))
                // The origin alone: the edge may ask for it (claim org), and the path can hold a link's secret.
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.STRICT_ORIGIN));
    }
}
