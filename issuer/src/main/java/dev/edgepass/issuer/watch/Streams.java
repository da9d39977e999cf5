package dev.edgepass.issuer.watch;

import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * The open streams, at most {@link WatchSettings#max} and {@link WatchSettings#maxPerAddress} of an address. They have nothing in common with the room of calls: a
 * stream takes no thread while it is open. Thread-safe.
 */
@Component
class Streams {
    private static final int RETRY_AFTER_SECONDS = 10;

    private final WatchSettings settings;
    private final Set<OpenStream> open = new LinkedHashSet<>();
    private final Map<ClientAddress, Integer> ofAddress = new HashMap<>();
    private boolean closed;

    Streams(WatchSettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder("edgepass.streams.open", this, Streams::size)
                .description("open streams of changes")
                .register(meters);
    }

    /**
     * Takes a place; to be given back by {@link #leave}.
     *
     * @throws ProblemException {@code too-many-requests}, {@code overloaded}
     */
    void enter(OpenStream stream) {
        if (!tryEnter(stream)) {
            // A page that was left is noticed when something is written to it; its stream then leaves, on this thread
            // or soon.
            all().stream()
                    .filter(other -> other.address().equals(stream.address()))
                    .forEach(OpenStream::touch);
            if (!tryEnter(stream)) {
                throw ProblemType.TOO_MANY_REQUESTS.because(
                        "At most " + settings.maxPerAddress()
                                + " streams of one address are open at once. Ask the edge itself meanwhile.",
                        RETRY_AFTER_SECONDS);
            }
        }
    }

    /**
     * @return whether the address has a place left
     * @throws ProblemException {@code overloaded}
     */
    private synchronized boolean tryEnter(OpenStream stream) {
        if (ofAddress.getOrDefault(stream.address(), 0) >= settings.maxPerAddress()) {
            return false;
        }
        if (closed || open.size() >= settings.max()) {
            throw ProblemType.OVERLOADED.because(
                    "As many streams are open as this issuer holds. Ask the edge itself meanwhile.",
                    RETRY_AFTER_SECONDS);
        }
        open.add(stream);
        ofAddress.merge(stream.address(), 1, Integer::sum);
        notifyAll();
        return true;
    }

    /** Gives the place back. A stream may leave more than once. */
    synchronized void leave(OpenStream stream) {
        if (open.remove(stream)) {
            ofAddress.computeIfPresent(stream.address(), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    synchronized List<OpenStream> all() {
        return new ArrayList<>(open);
    }

    synchronized int size() {
        return open.size();
    }

    /** Returns once a stream is open. */
    synchronized void awaitAny() throws InterruptedException {
        while (open.isEmpty()) {
            wait();
        }
    }

    /** Returns after {@code millis}, or once another stream is opened. */
    synchronized void awaitNext(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.timedWait(this, millis);
    }

    /** Ends all streams; {@code forGood} lets no other in. */
    void endAll(boolean forGood) {
        List<OpenStream> ending;
        synchronized (this) {
            closed |= forGood;
            ending = all();
        }
        ending.forEach(OpenStream::end);
    }
}
