package dev.edgepass.benchmarks.revocation;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Looks at the head in R2 all the time, without the model's delay, and remembers when each was written, by the store's own clock. Heads are at least 1.2 s apart, so
 * none is missed. Thread-safe.
 */
final class HeadWatch implements AutoCloseable {
    private static final long EVERY_NANOS = 150_000_000;

    private static final long LOOK_NANOS = 20_000_000;

    private final Http http;
    private final URI head;
    private final List<Head> heads = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "bench-head");
    private volatile boolean stopped;

    /**
     * A head as R2 has it.
     *
     * @param writtenAt milliseconds since the epoch
     * @param bytes of the object
     * @param segments named by it
     * @param entries of tail and segments
     */
    record Head(long position, long writtenAt, long bytes, long segments, long entries) {
        static Head of(JsonNode json) {
            return new Head(
                    json.path("position").asLong(),
                    json.path("writtenAt").asLong(),
                    json.path("bytes").asLong(),
                    json.path("segments").asLong(),
                    json.path("entries").asLong());
        }
    }

    HeadWatch(Http http, URI edge) {
        this.http = http;
        this.head = edge.resolve(StoreModel.HEAD);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The first head that contains the control log up to {@code position}; waits for it.
     *
     * @throws RunFailure where none comes within {@code patience}
     */
    Head await(long position, Duration patience) {
        return await(head -> head.position >= position, patience)
                .orElseThrow(() -> new RunFailure("no head with position " + position + " within "
                        + patience.toSeconds() + " s (the newest has position " + newest().position + ")"));
    }

    /** The newest head. */
    Head newest() {
        synchronized (heads) {
            return heads.isEmpty() ? new Head(0, 0, 0, 0, 0) : heads.get(heads.size() - 1);
        }
    }

    private Optional<Head> await(Predicate<Head> wanted, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            synchronized (heads) {
                Optional<Head> found = heads.stream().filter(wanted).findFirst();
                if (found.isPresent() || System.nanoTime() - end > 0) {
                    return found;
                }
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void run() {
        while (!stopped) {
            http.json(head).filter(json -> json.has("position")).map(Head::of).ifPresent(this::add);
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    private void add(Head read) {
        synchronized (heads) {
            if (heads.isEmpty() || heads.get(heads.size() - 1).writtenAt != read.writtenAt) {
                heads.add(read);
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
