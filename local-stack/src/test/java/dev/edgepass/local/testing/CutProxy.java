package dev.edgepass.local.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes TCP connections on to one server, or each to the next of several in turn that takes it, until it is cut: then those that are open end, and new ones end at once, as with a server that is gone. It may be slow
 * as well: then every piece of data arrives later.
 */
public final class CutProxy implements AutoCloseable {
    private final ServerSocket server;
    private final List<URI> targets;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile long delayMillis;
    private int next;

    public CutProxy(URI... targets) {
        this.targets = List.of(targets);
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** {@code target} through this proxy. */
    public URI in(URI target) {
        return URI.create(target.toString().replace(target.getRawAuthority(), "127.0.0.1:" + server.getLocalPort()));
    }

    public void cut() {
        cut = true;
        open.forEach(CutProxy::end);
    }

    /** Each piece of data, in both directions, waits for so long. */
    public void slow(Duration delay) {
        delayMillis = delay.toMillis();
    }

    /** Connections are passed on again, at once. */
    public void heal() {
        cut = false;
        delayMillis = 0;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (cut) {
                    client.close();
                    continue;
                }
                Socket upstream = connect();
                if (upstream == null) {
                    client.close();
                    continue;
                }
                open.add(client);
                open.add(upstream);
                daemon(() -> pass(client, upstream));
                daemon(() -> pass(upstream, client));
            } catch (IOException e) {
                // The proxy is closed.
            }
        }
    }

    /** Null where every server is away: the client sees its connection end. */
    private @Nullable Socket connect() {
        for (int i = 0; i < targets.size(); i++) {
            URI target = targets.get(next++ % targets.size());
            try {
                return new Socket(target.getHost(), target.getPort());
            } catch (IOException e) {
                // The next one.
            }
        }
        return null;
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] piece = new byte[1 << 14];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                Thread.sleep(delayMillis);
                out.write(piece, 0, read);
            }
        } catch (IOException | InterruptedException e) {
            // One side ended: so does the other.
        } finally {
            open.remove(from);
            open.remove(to);
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
        Thread thread = new Thread(task, "cut-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
