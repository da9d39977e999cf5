package dev.edgepass.thumbnails;

import dev.edgepass.settings.RequiredSetting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one way out of the worker's network in containers: an HTTP proxy (RFC 9110 section 9.3.6, {@code CONNECT}) that connects to R2's host and no other. TLS passes it untouched. It has no credential.
 */
public final class R2Proxy implements AutoCloseable {
    private static final int PORT = 8783;
    private static final int CONNECTIONS = 64;
    private static final int MAX_HEAD = 8192;
    private static final int TIMEOUT_MILLIS = 60_000;

    private final ServerSocket server;
    private final InetSocketAddress target;

    /** Two threads a connection. */
    private final ExecutorService threads =
            new ThreadPoolExecutor(0, 2 * CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "r2-proxy");
                thread.setDaemon(true);
                return thread;
            });

    /** @param target the host and port that it connects to, not resolved */
    R2Proxy(int port, InetSocketAddress target) throws IOException {
        this.server = new ServerSocket(port);
        this.target = target;
    }

    public static void main(String[] arguments) throws IOException {
        URI endpoint = URI.create(System.getenv().getOrDefault("EDGEPASS_R2_ENDPOINT", ""));
        RequiredSetting.requireUrl(endpoint, "EDGEPASS_R2_ENDPOINT", "https://<account>.r2.cloudflarestorage.com");
        int port = endpoint.getPort() < 0 ? 443 : endpoint.getPort();
        try (R2Proxy proxy = new R2Proxy(PORT, InetSocketAddress.createUnresolved(endpoint.getHost(), port))) {
            System.out.println("Connections to " + proxy.target + " and no other, by port " + PORT + ".");
            proxy.serve();
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Until it is closed. */
    void serve() throws IOException {
        while (true) {
            Socket client = server.accept();
            try {
                client.setSoTimeout(TIMEOUT_MILLIS);
                threads.execute(() -> connect(client));
            } catch (RuntimeException e) {
                // As many connections as there may be.
                client.close();
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket r2 = new Socket()) {
            String asked = firstLine(client.getInputStream());
            OutputStream out = client.getOutputStream();
            String wanted = "CONNECT " + target.getHostString() + ":" + target.getPort() + " HTTP/1.";
            if (!asked.startsWith(wanted)) {
                out.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            r2.connect(new InetSocketAddress(target.getHostString(), target.getPort()), TIMEOUT_MILLIS);
            r2.setSoTimeout(TIMEOUT_MILLIS);
            out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            threads.execute(() -> pass(client, r2));
            r2.getInputStream().transferTo(out);
        } catch (IOException | RuntimeException e) {
            // Either end closed it, said nothing for a minute, or there are too many: both are closed.
        }
    }

    private static void pass(Socket client, Socket r2) {
        try {
            client.getInputStream().transferTo(r2.getOutputStream());
            r2.shutdownOutput();
        } catch (IOException e) {
            // The other direction ends with it.
        }
    }

    /** Of the request, all of which is read. */
    private static String firstLine(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() == MAX_HEAD) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
