package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.edgepass.local.client.Http;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The probes of what answers by HTTP. */
class ServiceProbesTest {
    private static final URI SILENT = URI.create("http://127.0.0.1:1");

    private final Http http = new Http();
    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_issuer_gives_its_keys_to_all_and_its_parts_to_an_admin() {
        answers.put("/actuator/health/readiness", "{\"status\":\"UP\"}");
        answers.put("/.well-known/jwks.json", "{\"keys\":[{\"kid\":\"a\"},{\"kid\":\"b\"}]}");
        answers.put(
                "/actuator/health of admin",
                "{\"status\":\"UP\",\"components\":{\"log\":{\"status\":\"DOWN\",\"details\":{\"reason\":\"no broker\"}}}}");
        answers.put("/actuator/health", "{\"status\":\"UP\"}");

        IssuerFacts known = IssuerProbe.of(http, base, Optional.of("admin"), Optional.of(base));
        IssuerFacts stranger = IssuerProbe.of(http, base, Optional.empty(), Optional.of(SILENT));

        assertThat(known.isReady()).isTrue();
        assertThat(known.kids()).containsExactlyInAnyOrder("a", "b");
        assertThat(known.publicKids()).contains(Set.of("a", "b"));
        assertThat(known.parts()).containsEntry("log", new IssuerFacts.Part("DOWN", Map.of("reason", "no broker")));
        assertThat(stranger.parts()).isEmpty();
        assertThat(stranger.publicKids()).isEmpty();
    }

    @Test
    void an_issuer_that_is_away_is_seen() {
        IssuerFacts facts = IssuerProbe.of(http, SILENT, Optional.of("admin"), Optional.empty());

        assertThat(facts.isReady()).isFalse();
        assertThat(facts.kids()).isEmpty();
        assertThat(facts.parts()).isEmpty();
    }

    @Test
    void a_consumer_tells_of_its_parts_and_one_that_is_away_is_seen() {
        answers.put(
                "/actuator/health",
                "{\"components\":{\"feed\":{\"status\":\"UP\",\"details\":{\"role\":\"LEADING\",\"clockInStep\":false}}}}");

        ConsumerFacts facts = ConsumerProbe.of(http, base);

        assertThat(facts.isReady()).isFalse();
        assertThat(facts.feed().up()).isTrue();
        assertThat(facts.clockInStep()).contains(false);
        assertThatThrownBy(() -> ConsumerProbe.of(http, SILENT))
                .isInstanceOf(NotSeen.class)
                .hasMessage("The revocation consumer at " + SILENT + " doesn't answer.");
    }

    @Test
    void a_location_that_has_no_head_is_seen_beside_one_that_has() {
        answers.put("/healthz", "\"ok\"");
        answers.put("/.well-known/edgepass", "{\"position\":3,\"ageMs\":70,\"entries\":2,\"keys\":[\"a\"]}");

        List<EdgeFacts.Location> locations = EdgeProbe.of(http, List.of(base, SILENT));

        assertThat(locations.get(0).decides()).isTrue();
        assertThat(locations.get(0).knowledge().orElseThrow().keys()).containsExactly("a");
        assertThat(locations.get(1)).isEqualTo(new EdgeFacts.Location(SILENT, false, Optional.empty()));
    }

    @Test
    void a_clock_far_from_this_one_is_seen() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answerOfYears(socket));

            Check check = ClockProbe.of(http, URI.create("http://127.0.0.1:" + socket.getLocalPort()))
                    .check();

            answered.join();
            assertThat(check.level()).isEqualTo(Level.FAIL);
            assertThat(check.seen()).contains("ahead of 127.0.0.1's");
        }
        assertThatThrownBy(() -> ClockProbe.of(http, SILENT)).isInstanceOf(NotSeen.class);
    }

    private static void answerOfYears(ServerSocket server) {
        try (Socket socket = server.accept()) {
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = request.readLine(); !"".equals(line); ) {
                line = request.readLine();
            }
            socket.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nDate: Wed, 01 Jan 2020 00:00:00 GMT\r\nConnection: close\r\n"
                                    + "Content-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean isAdmin = "Bearer admin".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String text = answers.get(isAdmin && answers.containsKey(path + " of admin") ? path + " of admin" : path);
        byte[] body = (text == null ? "{}" : text).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(text == null ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
