package dev.edgepass.issuer.media;

import dev.edgepass.worker.RepeatedWarnings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells the worker that makes thumbnails which objects are new, and waits for nothing: what it doesn't hear, its next listing finds. Thread-safe. */
@Component
public class ThumbnailNotice {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final RepeatedWarnings WARNINGS =
            new RepeatedWarnings(LoggerFactory.getLogger(ThumbnailNotice.class));

    private final @Nullable URI objects;
    private final HttpClient http;

    ThumbnailNotice(ThumbnailSettings settings) {
        URI worker = settings.workerUrl();
        this.objects = worker == null ? null : worker.resolve("/objects");
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    public void of(List<String> keys) {
        if (objects == null || keys.isEmpty()) {
            return;
        }
        // No key has a line's end.
        String lines = keys.stream().map(key -> key + "\n").collect(Collectors.joining());
        HttpRequest request = HttpRequest.newBuilder(objects)
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            if (failure != null || answer.statusCode() >= 300) {
                WARNINGS.warn(
                        "thumbnails",
                        "the thumbnails' worker wasn't told of uploads: "
                                + (failure == null ? "status " + answer.statusCode() : failure));
            }
        });
    }
}
