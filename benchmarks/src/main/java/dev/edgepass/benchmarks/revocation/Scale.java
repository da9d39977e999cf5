package dev.edgepass.benchmarks.revocation;

import dev.edgepass.benchmarks.report.Distribution;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import dev.edgepass.local.process.Memory;
import dev.edgepass.local.status.ConsumerHealth;
import dev.edgepass.local.status.Humane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same promise with large numbers: bursts, links with many tokens, a fast log, many live entries. */
final class Scale {
    /** Locations that load the many entries. */
    static final int LOADING = 4;

    /** Targets of one record, by the issuer's limit. */
    static final int BULK = 10_000;

    private static final String ACTOR = "bench";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long HEALTH_EVERY_MILLIS = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int WAIT_SECONDS = 5;

    private final Bench bench;
    private final RandomIds ids;

    Scale(Bench bench, long seed) {
        this.bench = bench;
        this.ids = new RandomIds(seed);
    }

    /**
     * Many revocations at once. Durations in milliseconds from the moment at which the first was written.
     *
     * @param how the way in which they were written
     * @param accepted until the log had the last
     * @param published until the head with the last was written
     * @param inForce until the last location refused the last
     */
    record Burst(String how, int revocations, long accepted, long published, long inForce, Sentinel.Outcome outcome) {
        String text() {
            return "log " + Distribution.seconds(accepted) + ", published " + Distribution.seconds(published)
                    + ", in force everywhere " + Distribution.seconds(inForce);
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("how", how);
            json.put("revocations", revocations);
            json.put("acceptedMs", accepted);
            json.put("publishedMs", published);
            json.put("inForceMs", inForce);
            json.put("lateGrants", outcome.late());
            json.put("stale", outcome.stale());
            return json;
        }
    }

    /** {@code count} records of one target each, written to the log directly: the issuer's rate isn't measured. */
    Burst burst(int count) {
        try (Sentinel last = Sentinel.watch(bench, bench.mintToken())) {
            long begin = System.currentTimeMillis();
            for (int i = 1; i < count; i++) {
                bench.log.append(revoked(List.of(token(ids.next())), Effect.CUTOFF));
            }
            bench.log.append(revoked(List.of(last.viewing().target()), Effect.CUTOFF));
            return burstOf("single records", count, begin, bench.log.flush(), last);
        }
    }

    /** One call of {@code count} targets; one record, where this issuer takes no bulk call. */
    Burst bulk(int count) {
        try (Sentinel last = Sentinel.watch(bench, bench.mintToken())) {
            List<Target> targets = tokens(count - 1);
            targets.add(last.viewing().target());
            List<Map<String, String>> body = targets.stream()
                    .map(target -> Map.of("kind", "token", "id", target.id()))
                    .toList();
            long begin = System.currentTimeMillis();
            Http.Answer answer = bench.issuer.revoke(
                    bench.admin(), Map.of("targets", body, "effect", "cutoff", "reason", "bench"), WAIT_SECONDS);
            if (answer.status() == CREATED || answer.status() == ACCEPTED) {
                long accepted = Instant.parse(answer.text("acceptedAt")).toEpochMilli();
                return burstOf(
                        "one call", count, begin, answer.json().path("position").asLong(), accepted, last);
            }
            begin = System.currentTimeMillis();
            bench.log.append(revoked(targets, Effect.CUTOFF));
            return burstOf("one record (this issuer takes no bulk call)", count, begin, bench.log.flush(), last);
        }
    }

    private Burst burstOf(String how, int count, long begin, long position, Sentinel last) {
        return burstOf(how, count, begin, position, System.currentTimeMillis(), last);
    }

    private Burst burstOf(String how, int count, long begin, long position, long accepted, Sentinel last) {
        HeadWatch.Head head = bench.heads.await(position, PATIENCE);
        Sentinel.Outcome outcome = last.outcome(head.writtenAt());
        return new Burst(
                how, count, accepted - begin, head.writtenAt() - begin, outcome.everywhereAt() - begin, outcome);
    }

    /**
     * A link with many tokens, revoked.
     *
     * @param perSecond issuance events that the read model folded, while they were being written
     * @param entries that the revocation added to the feed
     */
    record ManyTokens(int tokens, long perSecond, long entries, Round.Ours revocation) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("tokens", tokens);
            json.put("foldedPerSecond", perSecond);
            json.put("feedEntriesAdded", entries);
            json.put("acceptedToRefusedEverywhereMs", revocation.outcome().everywhereAt() - revocation.acceptedAt());
            json.put("lateGrants", revocation.outcome().late());
            return json;
        }
    }

    /** Gives one link {@code count} live tokens and revokes it. */
    ManyTokens manyTokens(int count) {
        Bench.Viewing viewing = bench.mintLink("Many tokens");
        String link = viewing.target().id();
        long folded = health().issuanceProjection().position();
        long begin = System.currentTimeMillis();
        Instant now = Instant.now();
        for (int i = 0; i < count; i++) {
            bench.log.append(issued(link, now), link);
        }
        bench.log.flush();
        Bench.await(
                "The read model's fold of " + count + " tokens",
                PATIENCE,
                () -> health().issuanceProjection().position() >= folded + count);
        long perSecond = perSecond(count, begin);
        try (Sentinel sentinel = Sentinel.watch(bench, viewing)) {
            long before = bench.heads.newest().entries();
            Round.Ours revocation = Round.revoke(bench, sentinel);
            return new ManyTokens(count, perSecond, bench.heads.newest().entries() - before, revocation);
        }
    }

    /**
     * A fast control log. Events a second, from the first write of them on.
     *
     * @param written that the log took
     * @param readModel that the read model had folded at its end
     * @param feed that were published at its end
     */
    record Rate(int events, long written, long readModel, long feed) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("events", events);
            json.put("writtenPerSecond", written);
            json.put("readModelPerSecond", readModel);
            json.put("feedPerSecond", feed);
            return json;
        }
    }

    /** Writes {@code count} control events of all kinds and waits until both projections have them. */
    Rate rate(int count) {
        long position = bench.heads.newest().position();
        long begin = System.currentTimeMillis();
        ControlMix mix = new ControlMix(ids, position);
        for (int i = 0; i < count; i++) {
            bench.log.append(mix.next());
        }
        long end = bench.log.flush();
        long written = perSecond(count, begin);
        boolean[] folded = new boolean[1];
        long[] readModel = new long[1];
        Thread model = new Thread(
                () -> {
                    folded[0] = Bench.holdsWithin(
                            PATIENCE, () -> health().controlProjection().position() >= end);
                    readModel[0] = perSecond(count, begin);
                },
                "bench-read-model");
        model.setDaemon(true);
        model.start();
        HeadWatch.Head head = bench.heads.await(end, PATIENCE);
        long feed = 1000L * count / Math.max(1, head.writtenAt() - begin);
        try {
            model.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("interrupted", e);
        }
        if (!folded[0]) {
            throw new RunFailure(
                    "the read model did not fold " + count + " events within " + PATIENCE.toSeconds() + " s");
        }
        return new Rate(count, written, readModel[0], feed);
    }

    /**
     * A feed with many live entries. Megabytes are resident memory.
     *
     * @param entries of the head at the end
     * @param headBytes of it
     * @param publishedMillis from the first record on until the head with the last was written
     * @param oneMore a single revocation after it
     */
    record ManyEntries(
            long entries,
            long headBytes,
            long segments,
            long publishedMillis,
            long worstPublishedToRefused,
            Sentinel.Outcome outcome,
            Round.Ours oneMore,
            Map<String, Long> megabytesBefore,
            Map<String, Long> megabytesAfter) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("entries", entries);
            json.put("headBytes", headBytes);
            json.put("segments", segments);
            json.put("publishedMs", publishedMillis);
            json.put("publishedToRefusedMaxMs", worstPublishedToRefused);
            json.put("lateGrants", outcome.late());
            json.put("stale", outcome.stale());
            json.put("oneMoreAcceptedToRefusedEverywhereMs", oneMore.outcome().everywhereAt() - oneMore.acceptedAt());
            json.put("megabytesBefore", megabytesBefore);
            json.put("megabytesAfter", megabytesAfter);
            return json;
        }
    }

    /**
     * Revokes in bulk until {@code count} entries are live, while a token views at {@link #LOADING} locations: each loads 16 MB for a million, and all that they have
     * here is one machine.
     */
    ManyEntries manyEntries(int count) {
        Map<String, Long> before = megabytes();
        try (Sentinel last = Sentinel.watch(bench, bench.mintToken(), LOADING)) {
            long begin = System.currentTimeMillis();
            // Room is left for the one revocation more: the issuer's budget is a million entries too.
            long missing = Math.max(BULK, count - 1 - bench.heads.newest().entries());
            for (; missing > BULK; missing -= BULK) {
                bench.log.append(revoked(tokens(BULK), Effect.CUTOFF));
            }
            List<Target> rest = tokens((int) missing - 1);
            rest.add(last.viewing().target());
            bench.log.append(revoked(rest, Effect.CUTOFF));
            HeadWatch.Head head = bench.heads.await(bench.log.flush(), PATIENCE);
            bench.progress.accept(Humane.count(head.entries()) + " entries published after "
                    + Distribution.seconds(head.writtenAt() - begin));
            Sentinel.Outcome outcome = last.outcome(head.writtenAt());
            Round.Ours oneMore = oneMore();
            return new ManyEntries(
                    head.entries(),
                    head.bytes(),
                    head.segments(),
                    head.writtenAt() - begin,
                    outcome.everywhereAt() - head.writtenAt(),
                    outcome,
                    oneMore,
                    before,
                    megabytes());
        }
    }

    private Round.Ours oneMore() {
        try (Sentinel sentinel = Sentinel.watch(bench, bench.mintToken(), LOADING)) {
            return Round.revoke(bench, sentinel);
        }
    }

    private Map<String, Long> megabytes() {
        Map<String, Long> megabytes = new LinkedHashMap<>();
        for (String part : List.of("workerd", "consumer", "issuer", "redis")) {
            @Nullable Long pid = bench.stack.pids().get(part);
            megabytes.put(part, pid == null ? 0 : Memory.resident(List.of(pid)));
        }
        return megabytes;
    }

    /** Not more often than a few times a second: the consumer has other work. */
    private ConsumerHealth health() {
        Bench.pause(HEALTH_EVERY_MILLIS);
        return ConsumerHealth.of(bench.http, bench.stack.consumer())
                .orElseThrow(() -> new RunFailure("the revocation consumer doesn't answer"));
    }

    private ControlEvent.Revoked revoked(List<Target> targets, Effect effect) {
        return new ControlEvent.Revoked(ids.next(), targets, effect, null, ACTOR);
    }

    private IssuanceEvent.TokenIssued issued(String link, Instant now) {
        return new IssuanceEvent.TokenIssued(new IssuanceEvent.Grant(
                ids.next(),
                ACTOR,
                "viewer",
                null,
                link,
                List.of(Bench.OBJECT),
                false,
                null,
                now,
                now.plus(DAY),
                bench.heads.newest().position()));
    }

    private List<Target> tokens(int count) {
        List<Target> targets = new ArrayList<>(count + 1);
        for (int i = 0; i < count; i++) {
            targets.add(token(ids.next()));
        }
        return targets;
    }

    private static Target token(String jti) {
        return new Target(Handle.Kind.TOKEN, jti);
    }

    private static long perSecond(int count, long begin) {
        return 1000L * count / Math.max(1, System.currentTimeMillis() - begin);
    }

    /** {@code 20,000/s}. */
    static String rateText(long perSecond) {
        return String.format(Locale.ROOT, "%,d/s", perSecond);
    }
}
