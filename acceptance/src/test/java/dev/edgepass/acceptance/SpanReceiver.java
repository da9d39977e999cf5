package dev.edgepass.acceptance;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans by OTLP over HTTP, as a collector does, and keeps all of them. Ends with the test JVM. Thread-safe. */
final class SpanReceiver {
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    SpanReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(new String(body, StandardCharsets.ISO_8859_1));
            spans.addAll(ReceivedSpan.of(body));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    /** With these a service sends every span here, soon. */
    Map<String, String> environment() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "OTEL_TRACES_SAMPLER",
                "parentbased_always_on",
                "OTEL_BSP_SCHEDULE_DELAY",
                "200");
    }

    List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    /** All that was received, a char for each byte: texts stand in it as they are. */
    String received() {
        return String.join("\n", received);
    }
}
