package dev.edgepass.issuer.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.edgepass.jdk.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The consumer's internal API over HTTP, with answers that a test gives it. */
final class StandInConsumer implements AutoCloseable {
    private static final String PREFIX = "/internal/audit";
    static final String SECRET = "a secret of the audit, 32 characters and more";

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** @param announced length of the body, which may be more than there is; 0 is as long as it is */
    private record Answer(int status, String type, String body, long announced) {}

    StandInConsumer() {
        this("127.0.0.1", 0);
    }

    /** @param port 0 is a free one */
    StandInConsumer(String address, int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PREFIX, this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The issuer's settings for it. */
    Map<String, String> settings(Path folder) {
        Path file = folder.resolve("audit-secret");
        SecretFile.loadOrCreate(file, () -> SECRET);
        return Map.of(
                "edgepass.audit.consumer-url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "edgepass.audit.secret-file",
                file.toString());
    }

    void answers(String path, int status, String type, String body) {
        answers.put(path, new Answer(status, type, body, 0));
    }

    /** Breaks off where more was announced. */
    void breaksOff(String path, String type, String body) {
        answers.put(path, new Answer(200, type, body, 1_000_000));
    }

    /** Paths with queries, as they came. */
    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString().substring(PREFIX.length()));
        boolean isIssuer =
                ("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer = answers.get(exchange.getRequestURI().getPath().substring(PREFIX.length()));
        if (!isIssuer || answer == null) {
            exchange.sendResponseHeaders(isIssuer ? 404 : 401, -1);
            exchange.close();
            return;
        }
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type);
        exchange.sendResponseHeaders(answer.status, Math.max(answer.announced, body.length));
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
