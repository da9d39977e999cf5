package dev.edgepass.acceptance;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A viewer at every location who views one object with one token, some twenty times a second, until closed. A view that gets no answer is a view as well. */
final class ViewLoad implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;

    /**
     * One view.
     *
     * @param asked before it was sent
     * @param status 0 where there was no answer
     * @param problem the problem's word, or why there was no answer
     */
    record View(URI edge, Instant asked, int status, String problem) {
        boolean isGranted() {
            return status == 206;
        }

        String location() {
            return edge.getAuthority();
        }
    }

    private final List<Thread> viewers = new ArrayList<>();
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * @param seen told of every view, by several threads
     */
    ViewLoad(Product product, List<URI> edges, String token, String key, Consumer<View> seen) {
        for (URI edge : edges) {
            Thread viewer = new Thread(
                    () -> {
                        while (open.get()) {
                            seen.accept(view(product, edge, token, key));
                            pause();
                        }
                    },
                    "viewer at " + edge.getAuthority());
            viewer.setDaemon(true);
            viewer.start();
            viewers.add(viewer);
        }
    }

    private static View view(Product product, URI edge, String token, String key) {
        Instant asked = Instant.now();
        try {
            Web.Answer answer = product.view(edge, token, key, "Range", "bytes=0-0");
            return new View(edge, asked, answer.status(), answer.problem());
        } catch (UncheckedIOException e) {
            return new View(edge, asked, 0, e.getCause().toString());
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            open.set(false);
        }
    }

    /** Ends after the views under way. */
    @Override
    public void close() {
        open.set(false);
        for (Thread viewer : viewers) {
            try {
                viewer.join(Duration.ofSeconds(40).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
