package dev.edgepass.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One address before several servers: each connection goes to the next one in turn that takes it. */
final class Balancer implements AutoCloseable {
    private final ServerSocket server;
    private final List<URI> targets;
    private final AtomicInteger next = new AtomicInteger();

    Balancer(List<URI> targets) {
        this.targets = List.copyOf(targets);
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon(() -> connect(client));
            } catch (IOException e) {
                // It is closed.
            }
        }
    }

    private void connect(Socket client) {
        int first = next.getAndIncrement();
        for (int i = 0; i < targets.size(); i++) {
            URI target = targets.get(Math.floorMod(first + i, targets.size()));
            try {
                Socket upstream = new Socket(target.getHost(), target.getPort());
                daemon(() -> pass(upstream, client));
                pass(client, upstream);
                return;
            } catch (IOException e) {
                // The next one.
            }
        }
        end(client);
    }

    private static void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One side ended: so does the other.
        } finally {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
