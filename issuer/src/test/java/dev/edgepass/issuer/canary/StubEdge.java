package dev.edgepass.issuer.canary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.edgepass.token.UnverifiedToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An edge location over HTTP: grants everything, or grants each token once and refuses it from then on. */
final class StubEdge implements AutoCloseable {
    private final HttpServer server;
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final Set<String> granted = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Refusal refusal;

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

    /** From now on refuses, with this answer, every token that was granted before. */
    void refuse(int status, String problem) {
        refusal = new Refusal(status, problem);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        paths.add(path);
        String jti =
                UnverifiedToken.parse(path.split("/")[2]).unverifiedClaims().id();
        Refusal answer = granted.add(jti) ? null : refusal;
        byte[] body = (answer == null ? "b" : "{\"type\":\"urn:edgepass:problem:" + answer.problem + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer == null ? 206 : answer.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
