package dev.edgepass.issuer.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.token.OpaqueSubject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AuditIT {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String PAGE =
            "{\"events\":[{\"log\":\"edgepass.control-0\",\"offset\":7,\"time\":\"2026-11-30T10:00:00Z\",\"type\":\"link-closed\",\"archived\":true,\"link\":\"L1\",\"actor\":\"ada\"}],\"next\":null,\"indexed\":{\"edgepass.control-0\":8}}";

    private static final String LINK =
            "{\"link\":{\"id\":\"viewed\",\"createdAt\":\"2026-11-10T10:00:00Z\",\"createdBy\":\"ada\",\"paths\":[\"a/\"],\"allowDownload\":false,\"password\":false,\"allowedOrigins\":[],\"upload\":false},"
                    + "\"at\":{\"time\":\"2026-11-30T10:00:00Z\",\"position\":8},\"state\":\"open\",\"because\":[],\"timeline\":[],\"tokens\":{\"issued\":0,\"issuedAfterEnd\":0},\"indexed\":{}}";

    @TempDir
    private static Path folder;

    private static StandInConsumer consumer;
    private static TestIssuer issuer;
    private static Api api;

    @BeforeAll
    static void start() {
        consumer = new StandInConsumer();
        issuer = TestIssuer.with(consumer.settings(folder));
        api = issuer.api();
        TestIssuer.awaitReady();
        TestProjection.catchUp();
        consumer.answers("/events", 200, JSON, PAGE);
    }

    @AfterAll
    static void stop() {
        issuer.close();
        consumer.close();
    }

    private static String auditor() {
        return TestIssuer.login("auditor", List.of(), List.of("auditor"), Instant.now());
    }

    @Test
    void an_auditor_asks_and_a_user_does_not() {
        assertThat(api.get("/audit/events", null).status()).isEqualTo(401);
        assertThat(api.get("/audit/events", TestIssuer.user("u", "p/")).status())
                .isEqualTo(403);
        Api.Answer answer = api.get("/audit/events", auditor());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/events/0/link").stringValue()).isEqualTo("L1");
        assertThat(answer.json().at("/indexed/edgepass.control-0").asLong()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "/audit/events?from=yesterday, from",
        "/audit/events?from=2026-11-30T10:00:00Z&to=2026-11-29T10:00:00Z, from",
        "/audit/events?limit=0, limit",
        "/audit/events?limit=1001, limit",
        "/audit/events?link=a/b, link",
        "/audit/events?type=Link, type",
        "/audit/events?cursor=%2E, cursor",
        "/audit/events?tenant=acme, tenant",
        "/audit/events?login=u&subject=v, login",
        "/audit/events?path=a//b, path",
        "/audit/tokens/T1?at=noon, at",
        "/audit/tokens/T1?path=a/, path",
        "/audit/links/L1?at=12345678901234567, at",
        "/audit/paths, path",
        "/audit/proofs?log=edgepass.control-0, offset",
        "/audit/proofs?log=edgepass.control-0&offset=-1, offset",
        "/audit/proofs?log=.x&offset=1, log",
    })
    void a_parameter_that_is_not_valid_is_named_and_nobody_is_asked(String path, String field) {
        int before = consumer.asked().size();

        Api.Answer answer = api.get(path, auditor());

        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.string("field")).isEqualTo(field);
        assertThat(consumer.asked()).hasSize(before);
    }

    @Test
    void a_person_is_asked_for_by_the_login() {
        String subject = issuer.bean(OpaqueSubject.class).of("acme", "ada@example.com");

        api.get("/audit/events?login=ada%40example.com&tenant=acme", auditor());

        assertThat(consumer.asked()).contains("/events?subject=" + subject + "&limit=100");
    }

    @Test
    void the_consumers_problem_is_the_answer() {
        consumer.answers(
                "/tokens/T2",
                404,
                PROBLEM,
                "{\"type\":\"urn:edgepass:problem:not-issued-here\",\"status\":404,\"detail\":\"No such token.\"}");

        Api.Answer answer = api.get("/audit/tokens/T2", auditor());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("not-issued-here");
        assertThat(answer.text()).contains("No such token.");
    }

    @Test
    void where_it_is_not_known_what_the_edge_reported_of_a_link_it_says_why() {
        consumer.answers("/links/viewed", 200, JSON, LINK);

        assertThat(opens().toString())
                .isEqualTo("{\"source\":\"as the edge reported; not proved\",\"unknown\":\"not-counted\"}");
        TestProjection.redis().hset("ep:views:viewed", "*", "{\"erased\":true}");
        assertThat(opens().get("unknown").stringValue()).isEqualTo("erased");
        TestProjection.redis().hset("ep:views:viewed", "*", "{\"opens\":2,\"lastOpenedAt\":1795000600000}");
        assertThat(opens().toString())
                .isEqualTo(
                        "{\"source\":\"as the edge reported; not proved\",\"opens\":2,\"last\":\"2026-11-18T11:16:40Z\"}");
        // A key of another type can't be read.
        TestProjection.redis().set("ep:views:viewed", "no hash");
        assertThat(opens().get("unknown").stringValue()).isEqualTo("unavailable");
        TestProjection.redis().del("ep:views:viewed");
    }

    private static JsonNode opens() {
        return api.get("/audit/links/viewed", auditor()).json().get("opens");
    }

    @Test
    void what_the_consumer_says_without_a_reason_is_unavailable() {
        consumer.answers("/tokens/T3", 500, "text/plain", "no");
        consumer.answers("/tokens/T4", 200, JSON, "no");

        assertThat(api.get("/audit/tokens/T3", auditor()).problem()).isEqualTo("audit-unavailable");
        assertThat(api.get("/audit/tokens/T4", auditor()).problem()).isEqualTo("audit-unavailable");
    }

    @Test
    void a_stream_is_passed_on() {
        consumer.answers("/events", 200, "application/x-ndjson", "{\"offset\":1}\n{\"offset\":2}\n");
        try {
            Api.Answer answer =
                    api.send("GET", "/api/v1/media/audit/events", auditor(), null, "Accept", "application/x-ndjson");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
            assertThat(answer.text()).isEqualTo("{\"offset\":1}\n{\"offset\":2}\n");
        } finally {
            consumer.answers("/events", 200, JSON, PAGE);
        }
    }

    @Test
    void a_stream_that_breaks_off_does_not_look_whole() throws Exception {
        consumer.breaksOff("/events", "text/csv", "log,offset\r\n" + "edgepass.control-0,1\r\n".repeat(40_000));
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer.uri() + "/api/v1/media/audit/events"))
                .header("Authorization", "Bearer " + auditor())
                .header("Accept", "text/csv")
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

            // Where it broke off before a part of it was sent.
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("timed out");
        } finally {
            consumer.answers("/events", 200, JSON, PAGE);
        }
    }

    @Test
    void files_of_a_log_are_passed_on_by_their_paths() {
        consumer.answers("/log/edgepass.control-0/tile/entries/x001/067.p/5", 200, "application/octet-stream", "tile");
        consumer.answers("/log/edgepass.control-0/checkpoint", 200, "application/octet-stream", "origin\n");

        assertThat(api.get("/audit/log/edgepass.control-0/tile/entries/x001/067.p/5", auditor())
                        .text())
                .isEqualTo("tile");
        assertThat(api.get("/audit/log/edgepass.control-0/checkpoint", auditor())
                        .header("Content-Type"))
                .startsWith("text/plain");
        assertThat(api.get("/audit/log/edgepass.control-0/checkpoint", TestIssuer.user("u", "p/"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_consumer_that_is_away_is_unavailable() {
        StandInConsumer away = new StandInConsumer();
        Map<String, String> settings = away.settings(folder);
        away.close();
        try (TestIssuer alone = TestIssuer.with(settings)) {
            assertThat(alone.api().get("/audit/events", auditor()).problem()).isEqualTo("audit-unavailable");
        }
    }

    @Test
    void without_a_consumer_there_is_no_audit() {
        assertThat(TestIssuer.shared().api().get("/audit/events", auditor()).problem())
                .isEqualTo("audit-not-configured");
    }
}
