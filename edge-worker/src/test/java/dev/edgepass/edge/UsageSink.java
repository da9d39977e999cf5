package dev.edgepass.edge;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An issuer's endpoint for reports of views, which keeps what it gets and answers as a test wants. */
final class UsageSink implements AutoCloseable {
    /** To be {@link #answer}ed for no answer at all, until another one is set. */
    static final int SILENCE = 0;

    /** The answer that acknowledges. */
    static final int ACCEPTED = 202;

    /**
     * @param headers names in lower case
     */
    record Received(String path, Map<String, List<String>> headers, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        /** What it says of the token {@code jti}. */
        Optional<JsonNode> token(String jti) {
            for (JsonNode token : json().get("tokens")) {
                if (token.get("jti").asString().equals(jti)) {
                    return Optional.of(token);
                }
            }
            return Optional.empty();
        }

        /** What the schema of events has against it. */
        List<String> violations() {
            try (InputStream schema =
                    UsageSink.class.getResourceAsStream("/dev/edgepass/schemas/views.reported.v1.json")) {
                return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(body, InputFormat.JSON)
                        .stream()
                        .map(Object::toString)
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(0);
    private volatile int status = ACCEPTED;

    UsageSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/media/usage";
    }

    /** From now on. */
    void answer(int with) {
        status = with;
        answers.release(1_000);
        answers.drainPermits();
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    /** The reports that say something of the token {@code jti}, in the order in which they came. */
    List<Received> of(String jti) {
        List<Received> of = new ArrayList<>();
        for (Received each : received) {
            if (each.token(jti).isPresent()) {
                of.add(each);
            }
        }
        return of;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, List<String>> headers = new java.util.TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
            received.add(new Received(exchange.getRequestURI().toString(), headers, body));
            while (status == SILENCE) {
                answers.acquire();
            }
            int with = status;
            if (with == 302) {
                exchange.getResponseHeaders().set("location", url() + "/elsewhere");
            }
            exchange.sendResponseHeaders(with, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
