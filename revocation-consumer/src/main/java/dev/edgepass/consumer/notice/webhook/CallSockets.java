package dev.edgepass.consumer.notice.webhook;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.jspecify.annotations.Nullable;

/** The sockets of one call. Once closed it makes no more, so that a call which was given up sends nothing later. Thread-safe. */
final class CallSockets implements DetachedSocketFactory, AutoCloseable {
    private final List<Socket> open = new ArrayList<>();
    private boolean closed;

    /** Past the proxy that the JVM's properties may name, too. */
    @Override
    public synchronized Socket create(@Nullable Proxy proxy) throws IOException {
        if (closed) {
            throw new IOException("the call was given up");
        }
        Socket socket = new Socket(Proxy.NO_PROXY);
        open.add(socket);
        return socket;
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone anyway.
            }
        }
    }
}
