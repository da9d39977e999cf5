package dev.edgepass.issuer.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream of changes as a page does. */
final class Listener implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final HttpResponse<Stream<String>> response;
    private final CompletableFuture<Void> ended;

    private Listener(HttpResponse<Stream<String>> response) {
        this.response = response;
        this.ended = CompletableFuture.runAsync(() -> response.body().forEach(lines::add), Listener::thread);
    }

    /** Opens a stream that the issuer has to grant. */
    static Listener open(URI issuer, String token) {
        HttpResponse<Stream<String>> response = send(issuer, token);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        return new Listener(response);
    }

    /** The status of the answer, whose body isn't read. */
    static int status(URI issuer, String token) {
        HttpResponse<Stream<String>> response = send(issuer, token);
        response.body().close();
        return response.statusCode();
    }

    private static HttpResponse<Stream<String>> send(URI issuer, String token) {
        HttpRequest request = HttpRequest.newBuilder(issuer.resolve("/api/v1/media/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}"))
                .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).join();
    }

    /** What it was told, as {@code <kind> <paths>}, once these are so many. */
    List<String> kinds(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> told().size() >= count);
        return told().stream()
                .map(change ->
                        change.get("kind").stringValue() + (change.has("paths") ? " " + change.get("paths") : ""))
                .toList();
    }

    /** The position of the change that was told last. */
    long position() {
        return told().get(told().size() - 1).get("position").longValue();
    }

    void awaitComment() {
        Awaitility.await().atMost(PATIENCE).until(() -> lines.contains(":"));
    }

    void awaitEnd() {
        Awaitility.await().atMost(PATIENCE).until(ended::isDone);
    }

    private List<JsonNode> told() {
        return lines.stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JsonMapper.shared().readTree(line.substring("data:".length())))
                .toList();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "listener");
        thread.setDaemon(true);
        thread.start();
    }

    /** Leaves, as a page that is closed does. */
    @Override
    public void close() {
        response.body().close();
    }
}
