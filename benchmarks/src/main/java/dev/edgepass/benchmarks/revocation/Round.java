package dev.edgepass.benchmarks.revocation;

import dev.edgepass.benchmarks.report.Distribution;
import dev.edgepass.local.client.Http;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One revocation under view load at every location; by both designs at the same moment, each with a token of its own, where the other one takes part. */
final class Round implements AutoCloseable {
    private static final long KV_EVERY_MILLIS = 500;
    private static final Duration KV_READY_WITHIN = Duration.ofSeconds(20);
    private static final Duration HEAD_WITHIN = Duration.ofSeconds(30);
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int WAIT_SECONDS = 5;

    private final Bench bench;
    private final Sentinel sentinel;
    private final Optional<Kv> theirs;

    /** The other design's token, and its views at every location. */
    private record Kv(String jti, ViewLoad.Group views) {}

    private Round(Bench bench, Sentinel sentinel, Optional<Kv> theirs) {
        this.bench = bench;
        this.sentinel = sentinel;
        this.theirs = theirs;
    }

    /** Every location has granted each token once when this returns. */
    static Round prepare(Bench bench, Bench.Viewing ours, Optional<Bench.Viewing> theirs) {
        Optional<Kv> kv = theirs.map(
                viewing -> new Kv(viewing.jti(), bench.load.watch(bench.viewsByKv(viewing.token()), KV_EVERY_MILLIS)));
        Round round = new Round(bench, Sentinel.watch(bench, ours), kv);
        kv.ifPresent(other -> other.views().awaitFirstViews("one KV key a token", KV_READY_WITHIN));
        return round;
    }

    /**
     * The result of one revocation. Times are milliseconds since the epoch.
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
     * The result of the same revocation in the other design.
     *
     * @param writtenAt when KV's API had confirmed the key
     * @param inForceAt by location
     * @param refused how many locations refused before the watch ended
     */
    record ByKv(long writtenAt, List<Long> inForceAt, int refused) {}

    /** The results of both designs; the other one's where it took part. */
    record Both(Ours ours, Optional<ByKv> byKv) {}

    /**
     * Takes as long as the other design's watch.
     *
     * @param otherWithin how long the other design's locations are watched
     * @param told gets ours as soon as it is known
     */
    Both run(Duration otherWithin, Consumer<Ours> told) {
        Optional<CompletableFuture<ByKv>> byKv = theirs.map(
                other -> CompletableFuture.supplyAsync(() -> followKv(other, otherWithin), bench::inBackground));
        Ours revoked = revoke(bench, sentinel);
        told.accept(revoked);
        return new Both(revoked, byKv.map(Bench::join));
    }

    private ByKv followKv(Kv other, Duration within) {
        long writtenAt = bench.kv.revoke(other.jti());
        Bench.holdsWithin(within, other.views()::stopRefused);
        long end = System.currentTimeMillis();
        List<Long> inForceAt = new ArrayList<>();
        int refused = 0;
        for (Sightings seen : other.views().sightings()) {
            inForceAt.add(seen.inForce().orElse(end));
            refused += seen.isRefused() ? 1 : 0;
        }
        return new ByKv(writtenAt, inForceAt, refused);
    }

    /** Revokes the target of {@code sentinel}'s token by the issuer's API. */
    static Ours revoke(Bench bench, Sentinel sentinel) {
        Map<String, Object> target = Map.of(
                "kind", sentinel.viewing().target().kind().toString(),
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

    @Override
    public void close() {
        sentinel.close();
        theirs.ifPresent(other -> other.views().close());
    }
}
