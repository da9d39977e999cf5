package dev.edgepass.issuer.web;

import dev.edgepass.issuer.identity.CallerClaims;
import dev.edgepass.issuer.identity.VerifiedLogins;
import dev.edgepass.issuer.pagelogin.PageLogins;
import dev.edgepass.issuer.problem.ProblemType;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Who may call what, by {@link EndpointTable}. No session is kept. A login is a bearer token, or the cookie of a page of this origin ({@link PageLogins}), which another site's page can
 * neither send nor forge.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            CallerClaims callers,
            ProblemWriter problems,
            Endpoints endpoints,
            JwtDecoder logins,
            PageLogins pages,
            Clock clock) {
        NoEndpoint none = new NoEndpoint(endpoints, problems);
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(endpoints))
                .addFilterBefore(new PageLoginFilter(pages, endpoints), BearerTokenAuthenticationFilter.class)
                .addFilter(LoginFilter.of(new VerifiedLogins(logins, clock), callers, endpoints, problems))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthenticated(problems, none))
                        .accessDeniedHandler(forbidden(problems, none)))
                .build();
    }

    /** A span for every filter of every request costs as much as a signature; the requests themselves are measured. */
    @Bean
    SecurityObservationSettings noObservationOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    private static AccessDeniedHandler forbidden(ProblemWriter problems, NoEndpoint none) {
        return (request, response, e) -> {
            if (!none.answers(request, response)) {
                problems.write(response, ProblemAdvice.ofStatus(ProblemType.FORBIDDEN.status()));
            }
        };
    }

    private static AuthenticationEntryPoint unauthenticated(ProblemWriter problems, NoEndpoint none) {
        return (request, response, e) -> {
            if (!none.answers(request, response)) {
                LoginFilter.refuse(response, e, problems);
            }
        };
    }
}
