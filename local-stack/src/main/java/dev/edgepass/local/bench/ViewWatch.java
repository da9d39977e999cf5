package dev.edgepass.local.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A viewer who asks for one object with one token at one location, again and again, never two requests at once. An answer counts at the time at which it has
 * arrived, so that load on this machine makes the figures worse, never better. Thread-safe.
 */
final class ViewWatch {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpRequest request;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final Sightings sightings = new Sightings();

    ViewWatch(URI url) {
        this.request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
    }

    /** Asks, where no answer is outstanding. */
    void look(HttpClient client) {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
            sightings.add(failure == null ? response.statusCode() : 0, System.currentTimeMillis());
            asking.set(false);
        });
    }

    Sightings sightings() {
        return sightings;
    }
}
