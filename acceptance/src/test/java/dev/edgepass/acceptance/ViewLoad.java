package dev.edgepass.acceptance;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Somebody at every location who views one object with one token, some twenty times a second, until closed. */
final class ViewLoad implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;

    /** One view. {@code asked} is the time before it was sent. */
    record View(URI edge, Instant asked, int status, String problem) {}

    private final List<View> views = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> viewers = new ArrayList<>();

    ViewLoad(Product product, List<URI> edges, String token, String key) {
        for (URI edge : edges) {
            Thread viewer = new Thread(() -> view(product, edge, token, key), "viewer at " + edge.getAuthority());
            viewer.setDaemon(true);
            viewer.start();
            viewers.add(viewer);
        }
    }

    List<View> views() {
        synchronized (views) {
            return List.copyOf(views);
        }
    }

    /** Views asked for after {@code time}. */
    List<View> after(Instant time) {
        return views().stream().filter(view -> view.asked().isAfter(time)).toList();
    }

    private void view(Product product, URI edge, String token, String key) {
        while (!Thread.currentThread().isInterrupted()) {
            Instant asked = Instant.now();
            Web.Answer answer = product.view(edge, token, key, "Range", "bytes=0-0");
            views.add(new View(edge, asked, answer.status(), answer.problem()));
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        viewers.forEach(Thread::interrupt);
    }
}
