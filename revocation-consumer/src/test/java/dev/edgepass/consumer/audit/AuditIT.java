package dev.edgepass.consumer.audit;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.secretHash;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Topics;
import dev.edgepass.jdk.SecretFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions over HTTP to a consumer that follows the real log. */
@ExtendWith(CleanBackends.class)
class AuditIT {
    private static final String SECRET = "a secret of the audit, 32 characters and more";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestLog log = new TestLog();
    private TestService service;

    @BeforeEach
    void start() {
        SecretFile.loadOrCreate(folder.resolve("secret"), () -> SECRET + "\n");
        service = TestService.start(
                folder.resolve("feed.jwk"),
                "edgepass.audit.index-file=" + folder.resolve("index/audit.db"),
                "edgepass.audit.secret-file=" + folder.resolve("secret"));
    }

    @AfterEach
    void stop() {
        service.close();
        log.close();
    }

    /** Once the index is as far as the question wants it. */
    private HttpResponse<String> get(String path, String... headers) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> getOnce(path, headers),
                        response -> !response.body().contains("not-indexed-yet"));
    }

    private HttpResponse<String> getOnce(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri("/internal/audit" + path))
                .header("Authorization", "Bearer " + SECRET);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode answer(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private void awaitIndexed(String name, long position) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(answer("/events?limit=1")
                                .path("indexed")
                                .path(name)
                                .asLong())
                        .isGreaterThanOrEqualTo(position));
    }

    private long issued() {
        return answer("/events?type=token-issued").path("events").size();
    }

    @Test
    void who_has_not_the_secret_is_told_nothing() {
        for (String shown : new String[] {"Bearer another", "Basic " + SECRET, SECRET}) {
            HttpResponse<String> refused = send(HttpRequest.newBuilder(service.uri("/internal/audit/events?limit=x"))
                    .header("Authorization", shown)
                    .build());

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).isEmpty();
        }
        assertThat(send(HttpRequest.newBuilder(service.uri("/internal/audit/log"))
                                .build())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_token_is_good_until_its_link_is_blocked_and_again_after_the_lift() {
        log.append(keyAdded("kid-1"));
        log.append(linkCreated("L1"));
        log.append(tokenIssued("t1", "bob", "L1"));
        ControlEvent.Revoked revoked = revoked("R1", Effect.BLOCK, link("L1"));
        long blocked = log.append(revoked);
        long open = log.append(lifted(revoked, blocked));
        awaitIndexed("edgepass.control-0", open);
        await().atMost(Duration.ofSeconds(60)).until(() -> issued() == 1);

        JsonNode then = answer("/tokens/t1?at=" + blocked + "&path=projects/42/a.jpg");

        assertThat(then.at("/atIssuer/verdict").stringValue()).isEqualTo("refused");
        assertThat(then.at("/atIssuer/reason").stringValue()).isEqualTo("blocked");
        assertThat(then.at("/because/1/type").stringValue()).isEqualTo("revoked");
        assertThat(then.at("/because/1/offset").asLong()).isEqualTo(blocked - 1);
        assertThat(answer("/tokens/t1?path=projects/42/a.jpg")
                        .at("/atIssuer/verdict")
                        .stringValue())
                .isEqualTo("granted");
        assertThat(answer("/tokens/t1?path=other/a.jpg").at("/atIssuer/reason").stringValue())
                .isEqualTo("out-of-scope");
        JsonNode link = answer("/links/L1?at=" + blocked);
        assertThat(link.path("state").stringValue()).isEqualTo("blocked");
        assertThat(answer("/paths?path=projects/42/a.jpg&at=" + blocked).path("links"))
                .isEmpty();
        JsonNode opened = answer("/paths?path=projects/42/a.jpg");
        assertThat(opened.at("/links/0/id").stringValue()).isEqualTo("L1");
        assertThat(opened.at("/tokens/0/jti").stringValue()).isEqualTo("t1");
    }

    @Test
    void the_edges_knowledge_comes_from_the_record_of_publications() {
        log.append(keyAdded("kid-1"));
        long created = log.append(linkCreated("L1"));
        log.append(tokenIssued("t1", "bob", "L1"));
        // Of what the first head has it isn't known since when.
        try (TestFeed feed = new TestFeed(folder.resolve("feed.jwk"))) {
            feed.awaitPosition(created);
        }
        log.append(revoked("R1", Effect.BLOCK, link("L1")));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode events = answer("/events?type=revoked").path("events");
            assertThat(events).hasSize(1);
            assertThat(events.get(0).path("knownAtEdge").path("atTheLatest").isString())
                    .as(events.toString())
                    .isTrue();
        });
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                answer("/tokens/t1").at("/atEdge/verdict").stringValue())
                        .isEqualTo("refused"));
        assertThat(created).isEqualTo(2);
    }

    @Test
    void pages_of_events_are_ascending_and_end() {
        log.appendAll(30, number -> tokenIssued("t" + number, "bob", "L" + number % 3));
        log.append(linkCreated("L1"));
        await().atMost(Duration.ofSeconds(60)).until(() -> issued() == 30);
        awaitIndexed("edgepass.control-0", 1);

        Set<String> seen = new HashSet<>();
        String last = "";
        JsonNode page = answer("/events?link=L1&limit=4");
        while (true) {
            for (JsonNode event : page.path("events")) {
                assertThat(seen.add(event.path("log").stringValue()
                                + event.path("offset").asLong()))
                        .isTrue();
                assertThat(event.path("time").stringValue())
                        .isGreaterThanOrEqualTo(last.substring(0, Math.min(19, last.length())));
                last = event.path("time").stringValue();
            }
            if (page.path("next").isNull()) {
                break;
            }
            page = answer("/events?link=L1&limit=4&cursor=" + page.path("next").stringValue());
        }
        assertThat(seen).hasSize(11);
        assertThat(get("/events?cursor=AAAA").statusCode()).isEqualTo(400);
    }

    @Test
    void streams_have_all_of_it_and_no_secret() {
        log.append(linkCreated("L1"));
        log.append(new ControlEvent.LinkClosed("L1", "=HYPERLINK(\"x\")", "ada"));
        awaitIndexed("edgepass.control-0", 2);

        String lines = get("/events", "Accept", "application/x-ndjson").body();
        String cells = get("/events?type=link-closed", "Accept", "text/csv").body();

        assertThat(lines.lines()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(lines)
                .doesNotContain("label of L1")
                .doesNotContain(secretHash("L1"))
                .contains("link-created");
        assertThat(cells.lines()).hasSize(2);
        assertThat(cells).contains("\"'=HYPERLINK(\"\"x\"\")\"");
    }

    @Test
    void what_is_not_there_is_said_to_be_so() {
        long position = log.append(linkCreated("L1"));
        awaitIndexed("edgepass.control-0", position);

        assertThat(get("/tokens/none").body()).contains("not-issued-here");
        assertThat(get("/links/none").body()).contains("link-not-found");
        assertThat(get("/links/L1?at=2020-01-01T00:00:00Z").body()).contains("before-the-log");
        assertThat(get("/links/L1?at=2999-01-01T00:00:00Z").statusCode()).isEqualTo(400);
        assertThat(get("/links/L1?at=1000").statusCode()).isEqualTo(400);
        assertThat(get("/proofs?log=edgepass.control-0&offset=0").body()).contains("audit-not-configured");
    }

    @Test
    void a_topic_that_was_made_anew_is_indexed_anew() throws Exception {
        log.append(linkCreated("L1"));
        log.append(linkClosed("L1"));
        awaitIndexed("edgepass.control-0", 2);

        TestLog.clean(Set.of(Topics.CONTROL));
        try (TestLog fresh = new TestLog()) {
            fresh.append(linkCreated("L2"));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(answer("/events?link=L2").path("events")).hasSize(1);
                assertThat(answer("/events?link=L1").path("events")).isEmpty();
            });
        }
    }

    @Test
    void an_export_while_the_index_is_made_anew_has_all_of_it_or_is_none() throws Exception {
        log.appendAll(3_000, number -> tokenIssued("t" + number, "bob", "L1"));
        assertThat(issued()).isEqualTo(100);
        service.close();
        Files.delete(folder.resolve("index/audit.db"));

        start();
        HttpResponse<String> export = get("/events?link=L1", "Accept", "application/x-ndjson");

        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(export.body().lines()).hasSize(3_000);
    }

    @Test
    void a_damaged_file_is_made_anew() throws Exception {
        damagedIsMadeAnew(file ->
                "no database at all, but some text of its size".repeat(1_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_file_whose_positions_are_damaged_is_made_anew() throws Exception {
        damagedIsMadeAnew(file -> {
            // The second page: the first table that was made.
            Arrays.fill(file, 4_096, 8_192, (byte) 0xff);
            return file;
        });
    }

    private void damagedIsMadeAnew(UnaryOperator<byte[]> damage) throws IOException {
        log.append(linkCreated("L1"));
        awaitIndexed("edgepass.control-0", 1);
        service.close();
        Path file = folder.resolve("index/audit.db");
        Files.write(file, damage.apply(Files.readAllBytes(file)));

        start();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(answer("/events?link=L1").path("events")).hasSize(1));
    }
}
