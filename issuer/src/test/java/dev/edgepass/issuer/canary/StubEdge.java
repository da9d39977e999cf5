package dev.edgepass.issuer.canary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.edgepass.token.UnverifiedToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An edge location over HTTP that grants until a test has it refuse a token. */
final class StubEdge implements AutoCloseable {
    private final HttpServer server;
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    private record Refusal(int status, String problem) {}

    StubEdge() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/view/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> paths() {
        return paths;
    }

    void refuse(String jti, int status, String problem) {
        refusals.put(jti, new Refusal(status, problem));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        paths.add(path);
        String jti =
                UnverifiedToken.parse(path.split("/")[2]).unverifiedClaims().id();
        Refusal refusal = refusals.get(jti);
        byte[] body = (refusal == null ? "b" : "{\"type\":\"urn:edgepass:problem:" + refusal.problem + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refusal == null ? 206 : refusal.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
