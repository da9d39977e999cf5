package dev.edgepass.local.bench;

import dev.edgepass.local.client.Http;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One revocation under view load at every location, by both designs at the same moment, each with a token of its own. */
final class Round {
    private static final long KV_EVERY_MILLIS = 500;
    private static final Duration KV_READY_WITHIN = Duration.ofSeconds(20);
    private static final Duration HEAD_WITHIN = Duration.ofSeconds(30);
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int WAIT_SECONDS = 5;

    private final Bench bench;
    private final Duration otherWithin;

    /**
     * @param otherWithin how long the other design's locations are watched
     */
    Round(Bench bench, Duration otherWithin) {
        this.bench = bench;
        this.otherWithin = otherWithin;
    }

    /** Of ours alone. */
    Round(Bench bench) {
        this(bench, Duration.ZERO);
    }

    /**
     * What one revocation gave. Times are milliseconds since the epoch.
     *
     * @param acceptedAt by the issuer: the log has it
     * @param publishedAt as the issuer saw it, which looks ten times a second
     * @param writtenAt when the head that contains it was written, by R2
     */
    record Ours(long acceptedAt, long publishedAt, long writtenAt, Sentinel.Outcome outcome) {
        /** One line for a person. */
        String text() {
            return "published after " + Distribution.seconds(publishedAt - acceptedAt) + ", refused everywhere after "
                    + Distribution.seconds(outcome.everywhereAt() - acceptedAt);
        }
    }

    /**
     * What the same gave in the other design.
     *
     * @param writtenAt when KV's API had confirmed the key
     * @param inForceAt by location
     * @param refused how many locations refused before the watch ended
     */
    record ByKv(long writtenAt, List<Long> inForceAt, int refused) {}

    /** Takes back what {@code sentinel} views with, by the issuer's API. */
    Ours revoke(Sentinel sentinel) {
        Map<String, Object> target = Map.of(
                "kind", sentinel.viewing().target().kind().name().toLowerCase(Locale.ROOT),
                "id", sentinel.viewing().target().id());
        Http.Answer answer =
                bench.issuer.revoke(bench.admin(), Map.of("target", target, "reason", "bench"), WAIT_SECONDS);
        if (answer.status() != ACCEPTED) {
            answer.expect(CREATED, "The revocation");
        }
        long acceptedAt = Instant.parse(answer.text("acceptedAt")).toEpochMilli();
        HeadWatch.Head head = bench.heads.await(answer.json().path("position").asLong(), HEAD_WITHIN);
        long publishedAt = answer.status() == CREATED
                ? Instant.parse(answer.text("publishedAt")).toEpochMilli()
                : head.writtenAt();
        return new Ours(acceptedAt, publishedAt, head.writtenAt(), sentinel.outcome(head.writtenAt()));
    }

    /** What both designs gave. */
    record Both(Ours ours, ByKv byKv) {}

    /**
     * Both designs, each with its token, which views at every location for {@code warmUpMillis} before. Takes as long as the other design's watch.
     *
     * @param told gets ours as soon as it is known
     */
    Both run(Bench.Viewing ours, Bench.Viewing theirs, long warmUpMillis, Consumer<Ours> told) {
        try (ViewLoad.Group kvViews = bench.load.watch(bench.viewsByKv(theirs.token()), KV_EVERY_MILLIS);
                Sentinel sentinel = Sentinel.watch(bench, ours)) {
            Bench.await(
                    "The first view at every location by the other design",
                    KV_READY_WITHIN,
                    () -> kvViews.sightings().stream().allMatch(seen -> seen.granted() > 0));
            Bench.pause(warmUpMillis);
            CompletableFuture<ByKv> byKv =
                    CompletableFuture.supplyAsync(() -> followKv(theirs, kvViews), bench::inBackground);
            Ours revoked = revoke(sentinel);
            told.accept(revoked);
            return new Both(revoked, Bench.join(byKv));
        }
    }

    private ByKv followKv(Bench.Viewing theirs, ViewLoad.Group views) {
        long writtenAt = bench.kv.revoke(theirs.jti());
        Bench.holdsWithin(otherWithin, views::stopRefused);
        long end = System.currentTimeMillis();
        List<Long> inForceAt = new ArrayList<>();
        int refused = 0;
        for (Sightings seen : views.sightings()) {
            inForceAt.add(seen.inForce().orElse(end));
            refused += seen.isRefused() ? 1 : 0;
        }
        return new ByKv(writtenAt, inForceAt, refused);
    }
}
