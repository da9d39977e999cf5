package dev.edgepass.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One look at an HTTP resource, without a client that stays in memory. It has two seconds to answer. */
public final class HttpProbe {
    private static final int LIMIT_MS = 2000;

    private HttpProbe() {}

    /** Whether it answers 200. */
    public static boolean isOk(URI uri) {
        return ask(uri, connection -> connection.getResponseCode() == HttpURLConnection.HTTP_OK)
                .orElse(false);
    }

    /** The JSON that it answers with, whatever the status; nothing where there is no answer, or no JSON. */
    public static Optional<JsonNode> json(URI uri) {
        return ask(uri, connection -> {
            boolean good = connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST;
            try (InputStream body = good ? connection.getInputStream() : connection.getErrorStream()) {
                return body == null ? null : JsonMapper.shared().readTree(body);
            } catch (JacksonException e) {
                return null;
            }
        });
    }

    /** What is wanted of an answer; null is nothing. */
    @FunctionalInterface
    private interface Reading<T> {
        @Nullable
        T from(HttpURLConnection connection) throws IOException;
    }

    private static <T> Optional<T> ask(URI uri, Reading<T> reading) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(LIMIT_MS);
            connection.setReadTimeout(LIMIT_MS);
            try {
                return Optional.ofNullable(reading.from(connection));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
