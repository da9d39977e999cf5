package dev.edgepass.issuer.web;

import dev.edgepass.issuer.identity.CallerAuthentication;
import dev.edgepass.issuer.identity.Role;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** {@link AuthorityTable} as Spring Security's rules. Immutable. */
final class AuthorityRules {
    private final List<Rule> rules;

    private record Rule(AuthorityTable.Row row, RequestMatcher matcher, RequestMatcher path) {}

    private AuthorityRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    static AuthorityRules of(List<AuthorityTable.Row> rows) {
        PathPatternRequestMatcher.Builder matchers = PathPatternRequestMatcher.withDefaults();
        List<Rule> rules = new ArrayList<>();
        for (AuthorityTable.Row row : rows) {
            RequestMatcher exact = matchers.matcher(row.method(), row.pattern());
            RequestMatcher matcher = row.method().equals(HttpMethod.GET)
                    ? new OrRequestMatcher(exact, matchers.matcher(HttpMethod.HEAD, row.pattern()))
                    : exact;
            rules.add(new Rule(row, matcher, matchers.matcher(row.pattern())));
        }
        return new AuthorityRules(rules);
    }

    /** The container's own dispatches were decided on before. */
    void applyTo(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                .permitAll();
        for (Rule rule : rules) {
            var matched = requests.requestMatchers(rule.matcher);
            switch (rule.row.authority()) {
                case PUBLIC -> matched.permitAll();
                case LOGIN -> matched.authenticated();
                case USER -> matched.hasAuthority(CallerAuthentication.USER);
                case AUDITOR -> matched.hasAnyRole(Role.AUDITOR.name(), Role.ADMIN.name());
                case ADMIN -> matched.hasRole(Role.ADMIN.name());
            }
        }
        requests.anyRequest().denyAll();
    }

    /** Whether a row says who may send this. */
    boolean covers(HttpServletRequest request) {
        return rules.stream().anyMatch(rule -> rule.matcher.matches(request));
    }

    /** The methods that have a row at this address. */
    Set<HttpMethod> methodsAt(HttpServletRequest request) {
        Set<HttpMethod> methods = new LinkedHashSet<>();
        rules.stream().filter(rule -> rule.path.matches(request)).forEach(rule -> methods.add(rule.row.method()));
        return methods;
    }
}
