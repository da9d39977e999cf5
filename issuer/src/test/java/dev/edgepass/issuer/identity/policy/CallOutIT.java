package dev.edgepass.issuer.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The app's backend decides who may see what, or nobody does. */
class CallOutIT {
    private static final String SECRET = "between-issuer-and-backend";
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final BlockingQueue<Asked> ASKED = new LinkedBlockingQueue<>();
    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static volatile Answer answer = CallOutIT::nothing;
    private static HttpServer backend;
    private static TestIssuer issuer;
    private static int callers;

    private final String caller = "caller-" + callers++;

    private record Asked(String authorization, String body) {}

    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    @BeforeAll
    static void start() throws IOException {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.setExecutor(THREADS);
        backend.createContext("/policy", exchange -> {
            ASKED.add(new Asked(
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            answer.give(exchange);
        });
        backend.start();
        issuer = TestIssuer.with(Map.of(
                "edgepass.identity.path-policy.url",
                "http://127.0.0.1:" + backend.getAddress().getPort() + "/policy",
                "edgepass.identity.path-policy.secret",
                SECRET,
                "edgepass.identity.path-policy.cache-ttl",
                "1m"));
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @AfterAll
    static void stop() {
        OVER.countDown();
        issuer.close();
        backend.stop(0);
        THREADS.shutdownNow();
    }

    @BeforeEach
    void nothingAskedYet() {
        ASKED.clear();
    }

    @Test
    void the_backend_is_asked_for_the_paths_and_its_answer_counts() throws InterruptedException {
        answer = json("{\"allowed\":[\"team/\"],\"more\":1}");

        assertThat(mint("team/a.jpg").status()).isEqualTo(201);
        Asked asked = ASKED.take();
        assertThat(asked.authorization).isEqualTo("Bearer " + SECRET);
        assertThat(JsonMapper.builder().build().readTree(asked.body))
                .isEqualTo(JsonMapper.builder()
                        .build()
                        .readTree("{\"subject\":\"" + caller + "\",\"roles\":[],\"paths\":[\"team/a.jpg\"]}"));

        assertThat(mint("claimed/a.jpg").problem()).isEqualTo("path-not-allowed");
        assertThat(issuer.api()
                        .post("/share-links", login(), "{\"paths\":[\"claimed/\"]}")
                        .problem())
                .isEqualTo("path-not-allowed");
    }

    @Test
    void an_answer_is_remembered_for_the_same_question() {
        answer = json("{\"allowed\":[\"team/\"]}");
        mint("team/a.jpg");
        answer = CallOutIT::nothing;

        assertThat(mint("team/a.jpg").status()).isEqualTo(201);
        assertThat(ASKED).hasSize(1);
        assertThat(mint("team/b.jpg").status()).isEqualTo(503);
    }

    @Test
    void everything_can_be_allowed_and_what_isnt_canonical_opens_nothing() {
        answer = json("{\"allowed\":[\"*\"]}");
        assertThat(mint("any/where.jpg").status()).isEqualTo(201);
        answer = json("{\"allowed\":[\"../\",\"a//\",\"\"]}");
        assertThat(mint("a.jpg").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes",
                "[]",
                "null",
                "{}",
                "{\"allowed\":null}",
                "{\"allowed\":\"*\"}",
                "{\"allowed\":[1]}",
                "{\"allowed\":[[\"*\"]]}",
                "{\"allowed\":[],\"allowed\":[\"*\"]}",
                "{\"allowed\":[\"*\"]} {}"
            })
    void an_answer_of_another_form_grants_nothing(String body) {
        answer = json(body);
        assertUnavailable(mint("team/a.jpg"));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 401, 403, 404, 500, 503})
    void another_status_grants_nothing(int status) {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Location", "/policy");
            send(exchange, status, status == 204 ? "" : "{\"allowed\":[\"*\"]}");
        };
        assertUnavailable(mint("team/a.jpg"));
        assertThat(ASKED).hasSize(1);
    }

    @Test
    void an_answer_without_end_grants_nothing() {
        answer = json("{\"allowed\":[\"*\"],\"x\":\"" + "x".repeat(BackendAnswer.MAX_BYTES) + "\"}");
        assertUnavailable(mint("team/a.jpg"));
    }

    @Test
    void a_backend_that_doesnt_answer_is_given_up_and_asked_again() {
        answer = exchange -> await();
        assertUnavailable(mint("team/a.jpg"));

        answer = json("{\"allowed\":[\"team/\"]}");
        assertThat(mint("team/a.jpg").status()).isEqualTo(201);
    }

    @Test
    void a_backend_that_stops_in_the_middle_is_given_up() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write("{\"allowed\":".getBytes(StandardCharsets.UTF_8));
            body.flush();
            await();
        };
        assertUnavailable(mint("team/a.jpg"));
    }

    @Test
    void a_backend_that_hangs_up_grants_nothing() {
        answer = HttpExchange::close;
        assertUnavailable(mint("team/a.jpg"));
    }

    private void assertUnavailable(Api.Answer minted) {
        assertThat(minted.status()).as(minted.text()).isEqualTo(503);
        assertThat(minted.problem()).isEqualTo("policy-unavailable");
        assertThat(minted.header("Retry-After")).isNotNull();
        assertThat(minted.text()).doesNotContain(SECRET, "127.0.0.1");
    }

    private Api.Answer mint(String path) {
        return issuer.api().post("/access-token", login(), "{\"paths\":[\"" + path + "\"]}");
    }

    private String login() {
        return TestIssuer.login(caller, List.of("claimed/"), List.of(), Instant.now());
    }

    private static Answer json(String body) {
        return exchange -> send(exchange, 200, body);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void nothing(HttpExchange exchange) throws IOException {
        send(exchange, 500, "");
    }

    private static void await() {
        try {
            OVER.await();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
