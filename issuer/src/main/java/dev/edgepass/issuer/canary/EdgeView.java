package dev.edgepass.issuer.canary;

import dev.edgepass.issuer.canary.Sample.Sight;
import dev.edgepass.issuer.token.EdgeSettings;
import dev.edgepass.token.ObjectKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the edge for the first byte of one object, as a viewer's browser would: a refusal then has a body that names its reason, which the answer to HEAD hasn't.
 * Thread-safe.
 */
final class EdgeView {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** Longer than the edge ever waits for the head. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private static final String PROBLEM = "urn:edgepass:problem:";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final EdgeSettings edge;
    private final ObjectKey key;
    private final Clock clock;

    /**
     * One look.
     *
     * @param text what came, for a person: a status and the problem's code, or why there was no answer
     */
    record Look(Sample sample, String text) {}

    EdgeView(URI edgeUrl, ObjectKey key, Clock clock) {
        this.edge = new EdgeSettings(edgeUrl);
        this.key = key;
        this.clock = clock;
    }

    Look look(String token) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(edge.viewUrl(token) + key.toPath()))
                .timeout(TIMEOUT)
                .header("Range", "bytes=0-0")
                .build();
        Instant sentAt = clock.instant();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return look(sentAt, answer.statusCode(), answer.body());
        } catch (IOException e) {
            // Its class alone: a message can have the URL, and with it the token.
            return new Look(
                    new Sample(sentAt, clock.instant(), Sight.UNCLEAR),
                    "no answer (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Look look(Instant sentAt, int status, String body) {
        String problem = status < 400 ? "" : problem(body);
        return new Look(
                new Sample(sentAt, clock.instant(), sight(status, problem)),
                problem.isEmpty() ? "status " + status : "status " + status + ", " + problem);
    }

    private static Sight sight(int status, String problem) {
        if (status == 200 || status == 206) {
            return Sight.GRANTED;
        }
        if (status == 403 && problem.equals("revoked")) {
            return Sight.REVOKED;
        }
        return status == 503 && problem.equals("stale-feed") ? Sight.STALE : Sight.UNCLEAR;
    }

    private String problem(String body) {
        try {
            String type = json.readTree(body).path("type").asString("");
            return type.startsWith(PROBLEM) ? type.substring(PROBLEM.length()) : "";
        } catch (JacksonException e) {
            return "";
        }
    }
}
