package dev.edgepass.issuer.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.http.HttpHeaders;

/**
 * A second listener of this Tomcat, for metrics alone. It answers {@code GET /actuator/prometheus} before any filter, and nothing it takes gets any further; the main
 * listener has no such address. Its two threads are its own: neither clients nor whoever reads metrics can take the other's. Thread-safe.
 */
final class ManagementListener extends ValveBase {
    private static final String PATH = "/actuator/prometheus";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 2;
    private static final int CONNECTIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PrometheusMeterRegistry meters;
    private final Connector connector = new Connector();

    /**
     * @param port 0 is any
     * @throws IllegalArgumentException where {@code address} is none
     */
    ManagementListener(int port, String address, PrometheusMeterRegistry meters) {
        super(true);
        this.meters = meters;
        connector.setPort(port);
        AbstractHttp11Protocol<?> http = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
        http.setAddress(addressOf(address));
        http.setMinSpareThreads(1);
        http.setMaxThreads(THREADS);
        http.setMaxConnections(CONNECTIONS);
        http.setAcceptCount(CONNECTIONS);
        http.setConnectionTimeout((int) PATIENCE.toMillis());
    }

    private static InetAddress addressOf(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "edgepass.management.address: " + address + " (expected: an address of this machine)", e);
        }
    }

    Connector connector() {
        return connector;
    }

    /** Where it listens, once it does. */
    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, jakarta.servlet.ServletException {
        if (request.getConnector() != connector) {
            getNext().invoke(request, response);
        } else if ("GET".equals(request.getMethod()) && PATH.equals(request.getRequestURI())) {
            scrape(response);
        } else {
            response.setStatus(404);
        }
    }

    private void scrape(Response response) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        meters.scrape(text, TEXT);
        response.setContentType(TEXT);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLength(text.size());
        text.writeTo(response.getOutputStream());
    }
}
