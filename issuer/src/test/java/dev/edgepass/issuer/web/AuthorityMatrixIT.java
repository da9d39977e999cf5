package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every endpoint that Spring MVC knows, called by everybody: the table says who gets in, and no endpoint is without a row. */
class AuthorityMatrixIT {
    /** What an endpoint answers here instead of doing something. */
    private static final int LET_IN = 299;

    /** Reached by the container's error dispatch alone. */
    private static final String ERROR_PATH = "/error";

    private static TestIssuer issuer;

    private record Mapping(HttpMethod method, String pattern) {
        /** Nothing has this id. */
        String path() {
            return pattern.replaceAll("\\{[^}]*}", "none").replace("/**", "");
        }
    }

    private enum Who {
        NOBODY(EnumSet.of(Authority.PUBLIC), null),
        USER(EnumSet.of(Authority.PUBLIC, Authority.LOGIN, Authority.USER), List.of()),
        AUDITOR(EnumSet.of(Authority.PUBLIC, Authority.LOGIN, Authority.AUDITOR), List.of("auditor")),
        ADMIN(EnumSet.complementOf(EnumSet.of(Authority.EDGE)), List.of("admin"));

        private final Set<Authority> has;
        private final @Nullable List<String> roles;

        Who(Set<Authority> has, @Nullable List<String> roles) {
            this.has = has;
            this.roles = roles;
        }

        @Nullable
        String login() {
            return roles == null ? null : TestIssuer.login("matrix-" + name(), List.of("p/"), roles, Instant.now());
        }
    }

    @BeforeAll
    static void start() {
        issuer = TestIssuer.withBean(WebMvcConfigurer.class, new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        response.setStatus(LET_IN);
                        return false;
                    }
                });
            }
        });
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void every_endpoint_has_a_row_and_every_row_an_endpoint() {
        Set<String> endpoints = new TreeSet<>();
        endpoints().forEach(endpoint -> endpoints.add(endpoint.method + " " + endpoint.pattern));
        Set<String> rows = new TreeSet<>();
        EndpointTable.rows().stream()
                .filter(row -> !isFile(row.pattern()))
                .forEach(row -> rows.add(row.method() + " " + row.pattern()));

        assertThat(rows).as("rows of EndpointTable").isEqualTo(endpoints);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endpoints")
    void an_endpoint_lets_in_whom_the_table_says(Mapping endpoint) {
        Optional<Authority> need =
                EndpointTable.of(endpoint.method, endpoint.pattern).map(row -> row.authority());
        assertThat(need).as("row of " + endpoint).isPresent();
        for (Who who : Who.values()) {
            int status = call(endpoint.method, endpoint.path(), who).status();
            if (who.has.contains(need.get())) {
                assertThat(status).as(who + " at " + endpoint).isNotIn(401, 403).isBetween(200, 404);
            } else {
                assertThat(status)
                        .as(who + " at " + endpoint)
                        .isEqualTo(who == Who.NOBODY || need.get() == Authority.EDGE ? 401 : 403);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endpoints")
    void another_method_of_an_endpoint_lets_nobody_in(Mapping endpoint) {
        for (HttpMethod method : List.of(HttpMethod.PUT, HttpMethod.OPTIONS)) {
            for (Who who : Who.values()) {
                assertThat(call(method, endpoint.path(), who).status())
                        .as(who + " at " + method + " " + endpoint.path())
                        .isEqualTo(405);
            }
        }
    }

    /** Rows may overlap, and the first one counts. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("endpoints")
    void a_call_takes_the_row_of_its_handler_however_its_path_is_written(Mapping endpoint) {
        Endpoint row = EndpointTable.of(endpoint.method, endpoint.pattern).orElseThrow();
        assertThat(EndpointTable.rows().stream()
                        .filter(other -> other.method().equals(row.method())
                                && other.pattern().equals(row.pattern())))
                .hasSize(1);
        for (String path : List.of(endpoint.path(), encoded(endpoint.path()))) {
            assertThat(call(endpoint.method, path, Who.ADMIN).header("RateLimit-Policy"))
                    .as(path)
                    .startsWith("\"" + limit(row).label() + "\"");
        }
    }

    /** A call of the edge that isn't signed counts as anybody's. */
    private static RateLimit limit(Endpoint row) {
        return row.authority() == Authority.EDGE ? RateLimit.PUBLIC : row.limit();
    }

    /** Its last letter as its octet; a slash is none. */
    private static String encoded(String path) {
        int last = path.length() - (path.endsWith("/") ? 2 : 1);
        return last < 1
                ? path
                : path.substring(0, last) + "%" + Integer.toHexString(path.charAt(last)) + path.substring(last + 1);
    }

    @Test
    void what_has_no_row_lets_nobody_in() {
        for (String path : List.of(ERROR_PATH, "/api/v1/media/none", "/api", "/actuator-none", "/.well-known/none")) {
            for (Who who : Who.values()) {
                Api.Answer answer = call(HttpMethod.GET, path, who);
                assertThat(answer.problem()).as(who + " at " + path).isEqualTo("not-found");
                assertThat(answer.header("WWW-Authenticate")).isNull();
            }
        }
    }

    @Test
    void a_method_that_has_no_row_is_405_and_names_those_that_have() {
        Api.Answer answer = call(HttpMethod.PUT, "/api/v1/media/revocations", Who.ADMIN);

        assertThat(answer.problem()).isEqualTo("method-not-allowed");
        assertThat(answer.header("Allow")).isEqualTo("GET,POST");
    }

    @Test
    void an_auditor_changes_nothing_anywhere() {
        assertThat(EndpointTable.rows().stream()
                        .filter(row -> Who.AUDITOR.has.contains(row.authority()))
                        .filter(row -> !row.method().equals(HttpMethod.GET))
                        .map(Endpoint::pattern))
                .allMatch(pattern -> pattern.endsWith("/access-token")
                        || pattern.endsWith("/objects")
                        || pattern.endsWith("/events")
                        // With the secret of an upload link.
                        || pattern.contains("/upload-links/")
                        || pattern.endsWith("/introspect")
                        || pattern.startsWith("/login/")
                        // What is on the log is signed for sooner; nothing comes to it.
                        || pattern.endsWith("/audit/seal"));
    }

    private static Api.Answer call(HttpMethod method, String path, Who who) {
        boolean withBody = method.equals(HttpMethod.POST) || method.equals(HttpMethod.PATCH);
        return issuer.api().send(method.name(), path, who.login(), withBody ? "{}" : null);
    }

    /** Those of controllers and of actuator, and the pages' addresses. */
    private static Stream<Mapping> endpoints() {
        List<Mapping> endpoints = new ArrayList<>();
        for (RequestMappingInfoHandlerMapping mapping : issuer.beans(RequestMappingInfoHandlerMapping.class)) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                for (String pattern : info.getPatternValues()) {
                    (methods.isEmpty() ? EnumSet.allOf(RequestMethod.class) : methods)
                            .forEach(method -> endpoints.add(new Mapping(method.asHttpMethod(), row(pattern))));
                }
            }
        }
        issuer.beans(SimpleUrlHandlerMapping.class)
                .forEach(mapping -> mapping.getUrlMap().keySet().stream()
                        .filter(pattern ->
                                !pattern.startsWith("/**") && !pattern.startsWith("/webjars") && !isFile(pattern))
                        .forEach(pattern -> endpoints.add(new Mapping(HttpMethod.GET, pattern))));
        return endpoints.stream()
                .filter(endpoint -> !endpoint.pattern.equals(ERROR_PATH))
                .distinct();
    }

    /** Actuator's endpoints share rows. */
    private static String row(String pattern) {
        if (pattern.startsWith("/actuator")) {
            return pattern.startsWith("/actuator/health") ? "/actuator/health/**" : "/actuator/**";
        }
        return pattern;
    }

    private static boolean isFile(String pattern) {
        return pattern.startsWith("/assets/")
                || pattern.startsWith("/edgepass-client/")
                || pattern.matches(".*\\.(html|svg|js)");
    }
}
