package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.RawHttp;
import dev.edgepass.issuer.testing.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;

/** Whatever a client gets wrong, in whichever layer it is noticed: a problem document, and no stack trace in the log. */
class ClientMistakesIT {
    private final TestIssuer issuer = TestIssuer.shared();
    private final Api api = issuer.api();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeAll
    static void ready() {
        TestIssuer.awaitReady();
    }

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void no_stack_trace_was_logged() {
        root.detachAppender(log);
        assertThat(log.list)
                .filteredOn(event -> event.getLoggerName().startsWith("org.apache.coyote")
                        || event.getLoggerName().startsWith("org.apache.catalina")
                        || event.getLoggerName().startsWith("org.apache.tomcat")
                        || event.getLoggerName().startsWith("dev.edgepass.issuer.web"))
                .noneMatch(event -> event.getThrowableProxy() != null);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "GET /s/[x]| HTTP/1.1",
                "GET /objects?q=[x]| HTTP/1.1",
                "GET /s/a%2Fb HTTP/1.1",
                "GET /s/a%5Cb HTTP/1.1",
                "GET /s/%zz HTTP/1.1",
                "GET /s/%00 HTTP/1.1",
                "GET /s/a;b=c HTTP/1.1",
                "GET /../../etc/passwd HTTP/1.1",
                "GET s HTTP/1.1",
                "G{T / HTTP/1.1",
                "GET / HTTP/9.9",
                "nonsense"
            })
    void a_request_line_that_isnt_one_is_a_problem(String line) {
        RawHttp.Answer answer = RawHttp.send(issuer.uri(), line, "Host: issuer.example");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.head().toLowerCase()).contains("content-type: application/problem+json");
        assertThat(answer.problem()).isEqualTo("invalid-request");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Host: my_host.example:x",
                "Host: a b",
                "Host: issuer.example\r\nHost: issuer.example",
                "Host: issuer.example\r\nTransfer-Encoding: nonsense",
                "Host: issuer.example\r\nContent-Length: many",
                "Host: issuer.example\r\nContent-Length: -1",
                "Host: issuer.example\r\n: nameless"
            })
    void a_header_that_isnt_one_is_a_problem(String header) {
        RawHttp.Answer answer = RawHttp.send(issuer.uri(), "GET / HTTP/1.1", header);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
    }

    @Test
    void a_method_that_nobody_has_is_a_problem() {
        assertThat(RawHttp.send(issuer.uri(), "TRACE / HTTP/1.1", "Host: issuer.example")
                        .problem())
                .isEqualTo("method-not-allowed");
        assertThat(RawHttp.send(issuer.uri(), "BREW /admin HTTP/1.1", "Host: issuer.example")
                        .problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void a_login_or_an_address_that_is_too_long_is_431() {
        Api.Answer login = api.get("/objects", "x".repeat(20_000));
        assertThat(login.status()).isEqualTo(431);
        assertThat(login.problem()).isEqualTo("headers-too-large");

        RawHttp.Answer address =
                RawHttp.send(issuer.uri(), "GET /?" + "x".repeat(20_000) + " HTTP/1.1", "Host: issuer.example");
        assertThat(address.status()).isEqualTo(431);
        assertThat(address.problem()).isEqualTo("headers-too-large");
    }

    @Test
    void a_login_of_12_kb_is_looked_at() {
        assertThat(api.get("/objects", "x".repeat(12_000)).problem()).isEqualTo("unauthenticated");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /actuator/health?x=%, ",
        "GET, /api/v1/media/objects?prefix=%E0%A4, ",
        "GET, /api/v1/media/share-links?q=100%, ",
        "GET, /api/v1/media/share-links?%=q, ",
        "POST, /api/v1/media/revocations?dryRun=%, {}",
        "POST, /oauth2/revoke, token=%",
        "POST, /oauth2/introspect, token=%E0%A4"
    })
    void bad_percent_encoding_is_400(String method, String path, String body) {
        boolean form = path.startsWith("/oauth2");
        RawHttp.Answer answer = RawHttp.send(
                issuer.uri(),
                method + " " + path + " HTTP/1.1",
                "Host: issuer.example",
                "Authorization: Bearer " + TestIssuer.admin(),
                "Content-Type: " + (form ? "application/x-www-form-urlencoded" : "application/json"),
                "Content-Length: " + (body == null ? 0 : body.length()),
                "Connection: close\r\n\r\n" + (body == null ? "" : body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/x",
                "/actuator",
                "/actuator/env",
                "/error",
                "/login",
                "/openapi.json"
            })
    void what_no_table_lists_isnt_there(String path) {
        Api.Answer nobody = api.page(path);
        assertThat(nobody.status()).isIn(401, 404);
        if (!path.startsWith("/actuator")) {
            assertThat(nobody.problem()).isEqualTo("not-found");
        }
        assertThat(api.send("GET", path, TestIssuer.admin(), null).problem()).isEqualTo("not-found");
    }

    @Test
    void a_challenge_names_no_other_address() {
        Api.Answer answer = api.get("/objects", null);

        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(api.get("/objects", "no-login").header("WWW-Authenticate"))
                .startsWith("Bearer error=\"invalid_token\"")
                .doesNotContain("resource_metadata", "http");
    }

    @Test
    void no_answer_repeats_the_host_that_it_was_asked_for() {
        for (Endpoint row : EndpointTable.rows()) {
            String path = row.pattern().replaceAll("\\{[^}]*}", "none").replace("/**", "");
            boolean reads = row.method().equals(HttpMethod.GET);
            for (String login : reads ? List.of(TestIssuer.admin(), "") : List.of("")) {
                RawHttp.Answer answer = RawHttp.send(
                        issuer.uri(),
                        row.method() + " " + path + " HTTP/1.1",
                        "Host: evil.example",
                        login.isEmpty() ? "Accept: */*" : "Authorization: Bearer " + login,
                        "X-Forwarded-Host: evil.example",
                        "Forwarded: host=evil.example",
                        "Content-Type: application/json",
                        "Content-Length: 0");
                assertThat(answer.head() + answer.body()).as(row.pattern()).doesNotContain("evil.example");
            }
        }
    }
}
