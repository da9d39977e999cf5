package dev.edgepass.thumbnails;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.edgepass.thumbnails.work.ThumbnailWorker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * What the worker listens for: {@code POST /objects} with a key a line has these objects looked at soon, which is all that it can do, so it asks for no credential; {@code GET /metrics}; {@code GET
 * /healthz}.
 */
final class WorkerServer {
    private static final int MAX_BODY = 256 << 10;

    private final @Nullable HttpServer server;
    private final ExecutorService threads;

    private WorkerServer(@Nullable HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static WorkerServer start(Settings settings, ThumbnailWorker worker) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "http");
            thread.setDaemon(true);
            return thread;
        });
        if (settings.port() == 0) {
            return new WorkerServer(null, threads);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(settings.address(), settings.port()), 0);
        server.setExecutor(threads);
        server.createContext("/objects", exchange -> objects(exchange, worker));
        server.createContext(
                "/metrics", exchange -> answer(exchange, 200, worker.counts().metrics()));
        server.createContext("/healthz", exchange -> answer(exchange, 200, "ok\n"));
        server.start();
        return new WorkerServer(server, threads);
    }

    private static void objects(HttpExchange exchange, ThumbnailWorker worker) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            answer(exchange, 413, "");
            return;
        }
        new String(body, StandardCharsets.UTF_8).lines().forEach(worker::look);
        answer(exchange, 202, "");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
