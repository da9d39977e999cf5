package dev.edgepass.local.demo;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/** A revocation, watched at every location from before it is asked for until after it is in force. */
final class WatchedRevocation {
    /** The bound (docs/revocation.md): from published to refused. */
    static final Duration BOUND = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    private final Http http;
    private final List<URI> edges;
    private final Report report;

    WatchedRevocation(Http http, List<URI> edges, Report report) {
        this.http = http;
        this.edges = edges;
        this.report = report;
    }

    /** The answer to the revocation. */
    Http.Answer run(Function<URI, URI> view, Supplier<Http.Answer> revoke) {
        List<Watch> watches = new ArrayList<>();
        List<Thread> viewers = new ArrayList<>();
        Http.Answer answer;
        for (URI edge : edges) {
            Watch watch = new Watch(http, view.apply(edge));
            watches.add(watch);
            Thread viewer = new Thread(watch, "viewer at " + edge.getAuthority());
            viewer.setDaemon(true);
            viewer.start();
            viewers.add(viewer);
        }
        try {
            pause(Duration.ofSeconds(1));
            answer = revoke.get();
            report.claim(
                    "The answer to the admin",
                    answer.status() + " " + answer.text("state"),
                    answer.status() == 201 && answer.text("state").equals("published"));
            answer.expect(201, "The revocation");
            waitFor(watches);
            pause(AFTERWARDS);
            tell(watches, Instant.parse(answer.text("acceptedAt")), Instant.parse(answer.text("publishedAt")));
        } finally {
            watches.forEach(Watch::stop);
        }
        for (Thread viewer : viewers) {
            join(viewer);
        }
        return answer;
    }

    private void tell(List<Watch> watches, Instant accepted, Instant published) {
        report.measured("Accepted to published", seconds(accepted, published));
        for (int i = 0; i < watches.size(); i++) {
            Watch watch = watches.get(i);
            Instant refused = watch.refused();
            String where = "Refused at " + edges.get(i).getAuthority();
            if (refused == null) {
                report.claim(where, "never within " + PATIENCE.toSeconds() + " s", false);
                continue;
            }
            boolean inBound = !refused.isAfter(published.plus(BOUND)) && watch.refusedFor("blocked");
            // A location may know before the issuer, which looks ten times a second.
            String fromPublished = refused.isBefore(published)
                    ? "before the issuer saw it published"
                    : seconds(published, refused) + " from published";
            report.claim(where, seconds(accepted, refused) + " from accepted, " + fromPublished, inBound);
        }
        int late = watches.stream().mapToInt(Watch::grantedAfterRefusal).sum();
        report.claim("Views granted after the first refusal", Integer.toString(late), late == 0);
    }

    private static void waitFor(List<Watch> watches) {
        Instant end = Instant.now().plus(PATIENCE);
        while (watches.stream().anyMatch(watch -> watch.refused() == null)
                && Instant.now().isBefore(end)) {
            pause(Duration.ofMillis(50));
        }
    }

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("interrupted", e);
        }
    }

    private static String seconds(Instant from, Instant to) {
        return String.format(Locale.ROOT, "%.2f s", Duration.between(from, to).toNanos() / 1e9);
    }
}
