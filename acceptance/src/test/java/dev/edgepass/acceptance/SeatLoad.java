package dev.edgepass.acceptance;

import dev.edgepass.guarantee.SeatGivenOnce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Links with two seats, each opened by six new viewers at once. Thread-safe. */
final class SeatLoad implements AutoCloseable {
    private static final int SEATS = 2;
    private static final int VIEWERS = 6;

    private final ReplicatedLoad load;
    private final ExecutorService threads = Executors.newFixedThreadPool(VIEWERS);
    private final List<Race> races = new ArrayList<>();
    private final List<Window> failovers = new ArrayList<>();

    /** All that is known of a link. */
    private record Race(Instant from, Instant to, int letIn, int refused, SeatGivenOnce once) {}

    private record Window(Instant from, Instant to) {
        boolean touches(Race race) {
            return !race.to.isBefore(from) && !race.from.isAfter(to);
        }
    }

    SeatLoad(ReplicatedLoad load) {
        this.load = load;
    }

    /** Redis got another master in that time: reservations of its last moment may be lost, and a seat be given twice. */
    synchronized void failover(Instant from, Instant to) {
        failovers.add(new Window(from, to));
    }

    void run() {
        Instant from = Instant.now();
        Web.Answer made = load.call(
                "POST",
                "share-links",
                "{\"label\":\"Seats\",\"paths\":[\"projects/42/\"],\"maxViewers\":" + SEATS + "}");
        if (made == null || made.status() != 201) {
            return;
        }
        String body = "{\"secret\":\"" + made.json().get("secret").asString() + "\"}";
        SeatGivenOnce once = new SeatGivenOnce(SEATS);
        List<CompletableFuture<Web.Answer>> viewers = IntStream.range(0, VIEWERS)
                .mapToObj(viewer -> CompletableFuture.supplyAsync(
                        () -> load.unjudged("POST", "share-links/access-token", body), threads))
                .toList();
        int letIn = 0;
        int refused = 0;
        for (CompletableFuture<Web.Answer> viewer : viewers) {
            Web.Answer answer = viewer.join();
            if (answer != null && answer.status() == 201) {
                once.letIn("viewer " + letIn++);
            } else if (answer != null && answer.problem().equals("viewer-limit-reached")) {
                once.refused();
                refused++;
            }
        }
        synchronized (this) {
            races.add(new Race(from, Instant.now(), letIn, refused, once));
        }
    }

    /** Outside of failovers; a link whose limit nobody reached says nothing. */
    synchronized void assertHeld() {
        List<Race> judged = races.stream()
                .filter(race -> race.refused > 0 || race.letIn > SEATS)
                .filter(race -> failovers.stream().noneMatch(window -> window.touches(race)))
                .toList();
        if (judged.isEmpty()) {
            throw new AssertionError("no link was full");
        }
        judged.forEach(race -> race.once.assertHeld());
    }

    @Override
    public synchronized String toString() {
        long twice = races.stream().filter(race -> race.letIn > SEATS).count();
        long full = races.stream().filter(race -> race.refused > 0).count();
        return races.size() + " links with seats, " + full + " full, " + twice + " with a seat given twice";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
