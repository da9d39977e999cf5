package dev.edgepass.local.audit;

import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.LogFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A log behind a URL prefix (tlog-tiles): its files are read with GET. No redirect is followed. */
public final class LogUrl implements LogFiles {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI prefix;
    private final Optional<String> token;

    private LogUrl(URI prefix, Optional<String> token) {
        this.prefix = prefix;
        this.token = token;
    }

    /**
     * @param token a bearer token, if the log wants one
     * @throws StartFailure where it is no URL of HTTP, or the token would go over the network in plain text
     */
    public static LogUrl of(String prefix, Optional<String> token) {
        URI uri;
        try {
            uri = URI.create(prefix.endsWith("/") ? prefix : prefix + "/");
        } catch (IllegalArgumentException e) {
            throw new StartFailure("'" + prefix + "' is no URL.", e);
        }
        boolean isEncrypted = "https".equals(uri.getScheme());
        if (uri.getHost() == null || uri.getQuery() != null || !(isEncrypted || "http".equals(uri.getScheme()))) {
            throw new StartFailure("'" + prefix + "' isn't the URL of a log (expected: https://...).");
        }
        if (token.isPresent() && !token.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new StartFailure("The token isn't one: it has a character that no bearer token has.");
        }
        if (token.isPresent() && !isEncrypted && !THIS_MACHINE.contains(uri.getHost())) {
            throw new StartFailure("The token would go over the network in plain text (expected: https://...).");
        }
        return new LogUrl(uri, token);
    }

    @Override
    public byte @Nullable [] read(String path, int limit) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(prefix.resolve(path))
                .timeout(TIMEOUT)
                .header("Accept-Encoding", "gzip, identity");
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream body = response.body()) {
            if (response.statusCode() == 404) {
                return null;
            }
            if (response.statusCode() != 200) {
                throw new IOException(path + " was answered with " + response.statusCode());
            }
            boolean isZipped = response.headers()
                    .firstValue("Content-Encoding")
                    .map("gzip"::equals)
                    .orElse(false);
            // What is unzipped is bounded, too.
            return isZipped ? new GZIPInputStream(body).readNBytes(limit) : body.readNBytes(limit);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public String toString() {
        return prefix.toString();
    }
}
