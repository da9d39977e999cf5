package dev.edgepass.benchmarks.revocation;

import dev.edgepass.benchmarks.report.Distribution;
import dev.edgepass.local.edge.EdgeHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * From accepted to refused at every location, by both designs. The moment of each revocation is uniform over two heartbeats after the control record before it, so that
 * a quarter of them meet the shortest time between two heads, as at a random moment in production. Rounds overlap. The other design takes part in the first rounds; its
 * watches go on for up to a minute.
 */
final class Latency {
    private static final long TWO_HEARTBEATS_MILLIS = 10_000;
    private static final int READY_AHEAD = 2;
    private static final long BYSTANDER_EVERY_MILLIS = 500;
    private static final Duration FIRST_VIEWS_WITHIN = Duration.ofSeconds(60);

    private final Bench bench;
    private final int rounds;
    private final int otherRounds;
    private final Duration otherWithin;
    private final Random random;

    /**
     * @param otherRounds of the rounds, those in which the other design takes part
     * @param otherWithin how long the other design's locations are watched after a revocation
     */
    Latency(Bench bench, int rounds, int otherRounds, Duration otherWithin, long seed) {
        this.bench = bench;
        this.rounds = rounds;
        this.otherRounds = otherRounds;
        this.otherWithin = otherWithin;
        this.random = new Random(seed);
    }

    /**
     * All rounds.
     *
     * @param bystanderViews of a token that wasn't revoked, granted
     * @param bystanderRefused locations that refused it
     * @param bystanderStale its views that were answered 503
     * @param effort of the views
     */
    record Result(
            List<Round.Ours> ours,
            List<Round.ByKv> byKv,
            int bystanderViews,
            int bystanderRefused,
            int bystanderStale,
            Effort effort) {
        Distribution acceptedToPublished() {
            return perRound(round -> round.publishedAt() - round.acceptedAt());
        }

        Distribution acceptedToRefusedEverywhere() {
            return perRound(round -> round.outcome().everywhereAt() - round.acceptedAt());
        }

        /** By location. */
        Distribution acceptedToRefused() {
            return perLocation(Round.Ours::acceptedAt);
        }

        /** By location, from the write of the head on: earlier than the issuer sees it. */
        Distribution publishedToRefused() {
            return perLocation(Round.Ours::writtenAt);
        }

        /** By location, from the moment on at which KV's API had confirmed the key. */
        Distribution kvToRefused() {
            List<Long> all = new ArrayList<>();
            byKv.forEach(round -> round.inForceAt().forEach(time -> all.add(Math.max(0, time - round.writtenAt()))));
            return Distribution.of(all);
        }

        /** Locations of all rounds that still granted by the other design when its watch ended; they count as refused then. */
        int kvNeverRefused() {
            return byKv.stream()
                    .mapToInt(round -> round.inForceAt().size() - round.refused())
                    .sum();
        }

        int sum(Function<Sentinel.Outcome, Integer> count) {
            return ours.stream().mapToInt(round -> count.apply(round.outcome())).sum();
        }

        private Distribution perRound(ToLongFunction<Round.Ours> millis) {
            return Distribution.of(ours.stream()
                    .map(round -> Math.max(0, millis.applyAsLong(round)))
                    .toList());
        }

        private Distribution perLocation(ToLongFunction<Round.Ours> since) {
            List<Long> all = new ArrayList<>();
            for (Round.Ours round : ours) {
                round.outcome().inForceAt().forEach(time -> all.add(Math.max(0, time - since.applyAsLong(round))));
            }
            return Distribution.of(all);
        }
    }

    Result run() {
        ViewLoad.Group bystander =
                bench.load.watch(bench.views(bench.mintToken().token()), BYSTANDER_EVERY_MILLIS);
        try (bystander) {
            bystander.awaitFirstViews("Edgepass", FIRST_VIEWS_WITHIN);
            Effort before = effort();
            List<Round.Both> all = rounds();
            return new Result(
                    all.stream().map(Round.Both::ours).toList(),
                    all.stream().map(Round.Both::byKv).flatMap(Optional::stream).toList(),
                    bystander.sightings().stream().mapToInt(Sightings::granted).sum(),
                    (int) bystander.sightings().stream()
                            .filter(Sightings::isRefused)
                            .count(),
                    bystander.sightings().stream().mapToInt(Sightings::stale).sum(),
                    effort().minus(before));
        }
    }

    private Effort effort() {
        return Effort.soFar(bench.load.answers(), bench.stack.pids().getOrDefault(EdgeHost.WORKERD, -1L));
    }

    private List<Round.Both> rounds() {
        // Beforehand: a link's creation is a control record too.
        List<Bench.Viewing> ours = IntStream.range(0, rounds)
                .mapToObj(i -> isLink(i) ? bench.mintLink("Bench " + (i + 1)) : bench.mintToken())
                .toList();
        List<CompletableFuture<Round>> ready = new ArrayList<>();
        List<CompletableFuture<Round.Both>> running = new ArrayList<>();
        long due = System.currentTimeMillis() + random.nextLong(TWO_HEARTBEATS_MILLIS);
        for (int i = 0; i < rounds; i++) {
            while (ready.size() < Math.min(rounds, i + READY_AHEAD)) {
                int next = ready.size();
                ready.add(CompletableFuture.supplyAsync(() -> prepare(next, ours.get(next)), bench::inBackground));
            }
            Round round = Bench.join(ready.get(i));
            Bench.pause(Math.max(0, due - System.currentTimeMillis()));
            due = System.currentTimeMillis() + random.nextLong(TWO_HEARTBEATS_MILLIS);
            int number = i;
            running.add(CompletableFuture.supplyAsync(() -> run(number, round), bench::inBackground));
        }
        return running.stream().map(Bench::join).toList();
    }

    private Round prepare(int i, Bench.Viewing ours) {
        return Round.prepare(bench, ours, i < otherRounds ? Optional.of(bench.mintToken()) : Optional.empty());
    }

    private Round.Both run(int i, Round round) {
        try (round) {
            return round.run(otherWithin, ours -> tell(i, ours));
        }
    }

    private static boolean isLink(int i) {
        return i % 2 == 1;
    }

    private void tell(int i, Round.Ours round) {
        String what = isLink(i) ? "link" : "token";
        bench.progress.accept("Revocation " + (i + 1) + " of " + rounds + " (" + what + "): " + round.text());
    }
}
