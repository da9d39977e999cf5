package dev.edgepass.benchmarks.revocation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * A viewer that asks for one object with one token at one location, again and again, never two requests at once. An answer counts at the time at which the location gave it
 * (all clocks are this machine's); one that doesn't say when, at its arrival. Thread-safe.
 */
final class ViewWatch {
    /** Header of {@code bench-entry.mjs}. */
    private static final String ANSWERED_AT = "bench-answered-at";

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpRequest request;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final Sightings sightings = new Sightings();

    ViewWatch(URI url) {
        this.request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
    }

    /** Asks, where no answer is outstanding; counts the answer in {@code answers}. */
    void look(HttpClient client, LongAdder answers) {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
            long now = System.currentTimeMillis();
            if (failure == null) {
                sightings.add(
                        response.statusCode(),
                        response.headers().firstValueAsLong(ANSWERED_AT).orElse(now));
            } else {
                sightings.fail(failure);
            }
            answers.increment();
            asking.set(false);
        });
    }

    Sightings sightings() {
        return sightings;
    }
}
