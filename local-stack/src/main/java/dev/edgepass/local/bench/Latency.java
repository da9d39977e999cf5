package dev.edgepass.local.bench;

import dev.edgepass.local.edge.EdgeHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * From accepted to refused at every location, by both designs: rounds that begin one after the other and overlap, each at an irregular moment so that no revocation
 * meets the publisher's or the edges' pace. The other design's watches go on for up to a minute.
 */
final class Latency {
    private static final long BETWEEN_ROUNDS_MILLIS = 4_000;
    private static final long WARM_UP_MILLIS = 1_500;
    private static final long JITTER_MILLIS = 1_500;
    private static final long BYSTANDER_EVERY_MILLIS = 500;
    private static final Duration FIRST_VIEWS_WITHIN = Duration.ofSeconds(60);

    private final Bench bench;
    private final int rounds;
    private final Duration otherWithin;
    private final Random random;

    /**
     * @param otherWithin how long the other design's locations are watched after a revocation
     */
    Latency(Bench bench, int rounds, Duration otherWithin, long seed) {
        this.bench = bench;
        this.rounds = rounds;
        this.otherWithin = otherWithin;
        this.random = new Random(seed);
    }

    /**
     * All rounds.
     *
     * @param bystanderViews of a token that nobody revoked, granted
     * @param bystanderRefused locations that refused it
     * @param bystanderStale its views that were answered 503
     * @param effort what the views took
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
            Bench.await(
                    "The first view at every location",
                    FIRST_VIEWS_WITHIN,
                    () -> bystander.sightings().stream().allMatch(seen -> seen.granted() > 0));
            Effort before = effort();
            List<CompletableFuture<Round.Both>> running = new ArrayList<>();
            for (int number = 1; number <= rounds; number++) {
                running.add(start(number));
                Bench.pause(BETWEEN_ROUNDS_MILLIS);
            }
            List<Round.Both> all = running.stream().map(Bench::join).toList();
            return new Result(
                    all.stream().map(Round.Both::ours).toList(),
                    all.stream().map(Round.Both::byKv).toList(),
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

    private CompletableFuture<Round.Both> start(int number) {
        boolean link = number % 2 == 0;
        Bench.Viewing ours = link ? bench.mintLink("Bench " + number) : bench.mintToken();
        Bench.Viewing theirs = bench.mintToken();
        long warmUp = WARM_UP_MILLIS + random.nextInt((int) JITTER_MILLIS);
        return CompletableFuture.supplyAsync(
                () -> new Round(bench, otherWithin).run(ours, theirs, warmUp, round -> tell(number, link, round)),
                bench::inBackground);
    }

    private void tell(int number, boolean link, Round.Ours round) {
        String what = link ? "link" : "token";
        bench.progress.accept("Revocation " + number + " of " + rounds + " (" + what + "): " + round.text()
                + (number == rounds ? "; waiting for the other design's locations to refuse" : ""));
    }
}
