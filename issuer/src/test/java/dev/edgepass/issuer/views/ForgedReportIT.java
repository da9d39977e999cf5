package dev.edgepass.issuer.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.RawHttp;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestReports;
import dev.edgepass.issuer.token.RandomId;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /usage}: what others send in the Worker's name. */
class ForgedReportIT {
    private static final TestReports WORKER = new TestReports("the one in use");
    private static final TestReports BEFORE = new TestReports("the one before");

    @TempDir
    private static Path folder;

    private static TestIssuer issuer;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.with(Map.of(
                "edgepass.usage.secret-file", WORKER.file(folder).toString(),
                "edgepass.usage.former-secret-file", BEFORE.file(folder).toString(),
                "edgepass.limits.address-header", "CF-Connecting-IP",
                "edgepass.limits.public", "20/m",
                "edgepass.rooms.bodies", "16/4"));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void the_secret_before_is_good_too_and_no_other() {
        String isolate = RandomId.next();
        String body = TestReports.report(isolate, 1, List.of("b"));

        assertThat(BEFORE.send(issuer.api(), isolate + ".1", body).status()).isEqualTo(202);
        Api.Answer forged = new TestReports("another").send(issuer.api(), isolate + ".1", body, from(1));

        assertThat(forged.problem()).isEqualTo("unauthenticated");
        assertThat(forged.header("WWW-Authenticate")).isNull();
        assertThat(forged.header("RateLimit-Policy")).startsWith("\"public\"");
        assertThat(TestReports.partsOf(isolate)).hasSize(1);
    }

    @Test
    void a_signature_covers_id_time_and_body() {
        String isolate = RandomId.next();
        String body = TestReports.report(isolate, 1, List.of("c"));
        String[] headers = WORKER.headers(isolate + ".1", Instant.now(), body);

        String[] otherId = headers.clone();
        otherId[1] = isolate + ".2";
        String[] otherTime = headers.clone();
        otherTime[3] = Long.toString(Long.parseLong(headers[3]) - 1);

        for (Api.Answer answer : List.of(
                issuer.api().post("/usage", null, body, with(otherId, from(2))),
                issuer.api().post("/usage", null, body, with(otherTime, from(2))),
                issuer.api().post("/usage", null, body + " ", with(headers, from(2))),
                issuer.api().post("/usage", null, body.substring(1), with(headers, from(2))))) {
            assertThat(answer.problem()).isEqualTo("unauthenticated");
        }
        assertThat(TestReports.partsOf(isolate)).isEmpty();
    }

    @Test
    void another_time_than_now_and_headers_without_form_are_refused_before_the_body_is_read() {
        List<String[]> wrong = List.of(
                new String[] {},
                WORKER.headers("x.1", Instant.now().minusSeconds(310), "{}"),
                WORKER.headers("x.1", Instant.now().plusSeconds(310), "{}"),
                WORKER.headers("x", Instant.now(), "{}"),
                WORKER.headers("x.0", Instant.now(), "{}"),
                WORKER.headers("x y.1", Instant.now(), "{}"),
                changed(5, "v1,short"),
                changed(5, "v2," + "A".repeat(44)),
                changed(5, "v1," + "!".repeat(44)),
                changed(3, "-1"),
                changed(3, "99999999999999999999"));
        for (String[] headers : wrong) {
            List<String> lines = new ArrayList<>(List.of(
                    "POST /api/v1/media/usage HTTP/1.1",
                    "Host: issuer.example",
                    "Content-Type: application/json",
                    "Content-Length: 200000",
                    "Expect: 100-continue",
                    "CF-Connecting-IP: 192.0.2.3"));
            for (int i = 0; i < headers.length; i += 2) {
                lines.add(headers[i] + ": " + headers[i + 1]);
            }

            RawHttp.Answer answer = RawHttp.send(issuer.uri(), lines.toArray(String[]::new));

            // Tomcat says 100 by itself, and the client sends nothing more.
            assertThat(answer.status()).isEqualTo(100);
            assertThat(answer.body()).as(String.join("\n", lines)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void what_is_too_large_is_413_and_isnt_read() {
        String body = " ".repeat(256 * 1024 + 1);

        assertThat(WORKER.send(issuer.api(), "large.1", body, from(4)).problem())
                .isEqualTo("too-large");
    }

    @Test
    void a_login_and_an_idempotency_key_count_for_nothing() {
        String isolate = RandomId.next();
        String body = TestReports.report(isolate, 1, List.of("f"));
        String[] more = {"Authorization", "Bearer nonsense", "Idempotency-Key", "none"};

        assertThat(WORKER.send(issuer.api(), isolate + ".1", body, more).status())
                .isEqualTo(202);
        assertThat(issuer.api()
                        .post("/usage", TestIssuer.admin(), body, from(5))
                        .problem())
                .isEqualTo("unauthenticated");
    }

    @Test
    void a_flood_of_forged_reports_uses_up_its_senders_limit_and_no_report_s() {
        String isolate = RandomId.next();
        String body = TestReports.report(isolate, 1, List.of("g"));
        TestReports forger = new TestReports("forger");

        List<String> answers = IntStream.range(0, 40)
                .mapToObj(i ->
                        forger.send(issuer.api(), isolate + ".1", body, from(6)).problem())
                .toList();

        assertThat(answers).contains("unauthenticated", "too-many-requests");
        // From the same address: the Worker's calls may carry it, where the forger views media.
        assertThat(WORKER.send(issuer.api(), isolate + ".1", body, from(6)).status())
                .isEqualTo(202);
    }

    @Test
    void forged_reports_whose_bodies_never_end_leave_room_for_a_report() throws IOException {
        String isolate = RandomId.next();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                slow.add(begin(200_000, 7));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(WORKER.send(
                                            issuer.api(),
                                            isolate + ".1",
                                            TestReports.report(isolate, 1, List.of("h")),
                                            from(7))
                                    .problem())
                            .isEqualTo("overloaded"));

            assertThat(WORKER.send(issuer.api(), isolate + ".1", TestReports.report(isolate, 1, List.of("h")), from(8))
                            .status())
                    .isEqualTo(202);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void without_a_secret_every_report_is_refused_and_told_why() {
        Api.Answer answer = WORKER.send(TestIssuer.shared().api(), "isolate.1", "{}");

        assertThat(answer.problem()).isEqualTo("unauthenticated");
        assertThat(answer.string("detail")).contains("edgepass.usage.secret-file");
    }

    /** One of many addresses, so that no test uses up another one's limit. */
    private static String[] from(int address) {
        return new String[] {"CF-Connecting-IP", "192.0.2." + address};
    }

    private static String[] with(String[] headers, String[] more) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String[] changed(int at, String value) {
        String[] headers = WORKER.headers("x.1", Instant.now(), "{}");
        headers[at] = value;
        return headers;
    }

    /** A report whose body doesn't come. */
    private static Socket begin(int length, int address) throws IOException {
        String[] headers = WORKER.headers("slow.1", Instant.now(), "{}");
        StringBuilder head = new StringBuilder("POST /api/v1/media/usage HTTP/1.1\r\nHost: issuer.example\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + length + "\r\nCF-Connecting-IP: 192.0.2."
                + address + "\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        Socket socket = RawHttp.connect(issuer.uri());
        socket.getOutputStream().write((head + "\r\n{").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
