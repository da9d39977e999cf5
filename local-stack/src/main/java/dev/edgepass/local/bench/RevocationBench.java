package dev.edgepass.local.bench;

import dev.edgepass.local.client.RunFailure;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.Stack;
import dev.edgepass.local.stack.StackOptions;
import dev.edgepass.local.stack.StoreModel;
import dev.edgepass.local.status.Humane;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code bench revocation}, from nothing to its table: the real stack with locations that see R2 and KV as far ones do, both designs under the same load, then the same
 * promise with large numbers.
 */
public final class RevocationBench {
    private static final long ACCEPTED_TO_REFUSED_P50 = 2_000;
    private static final long ACCEPTED_TO_REFUSED_P99 = 4_000;
    private static final long ACCEPTED_TO_PUBLISHED_P99 = 1_500;
    private static final long BURST_IN_FORCE = 10_000;
    private static final long EVENTS_PER_SECOND = 20_000;

    private final BenchOptions options;
    private final PrintWriter out;
    private final Scorecard scores = new Scorecard();
    private final Map<String, Object> result = new LinkedHashMap<>();

    public RevocationBench(BenchOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Runs it all; whether every promise held.
     *
     * @throws StartFailure where the stack can't be started, or a file can't be written
     */
    public boolean run() {
        checkWritable(options.json());
        checkWritable(options.svg());
        Path data = options.data().orElseGet(RevocationBench::temporary);
        try {
            measure(new DataFolder(data));
        } finally {
            if (options.data().isEmpty()) {
                Folders.delete(data);
            }
        }
        say("");
        say(scores.text());
        result.put("scores", scores.rows().stream().map(Scorecard.Row::json).toList());
        result.put("promisesHeld", scores.promisesHeld());
        options.json().ifPresent(file -> write(file, json()));
        return scores.promisesHeld();
    }

    private void measure(DataFolder data) {
        long begin = System.nanoTime();
        result.put("begun", Instant.now().toString());
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("locations", options.ports().pops());
        result.put("seed", options.seed());
        StackOptions stackOptions = new StackOptions(
                data.path(), options.ports(), Optional.empty(), Optional.of(new StoreModel(options.seed())));
        try (Stack stack = Stack.start(stackOptions, this::progress);
                Bench bench = new Bench(stack.info(), data, this::progress)) {
            latency(new Latency(bench, options.rounds(), options.seed()).run());
            Scale scale = new Scale(bench, options.seed());
            part(options.burst(), "Burst", () -> burst(scale));
            part(options.tokens(), "A link with many tokens", () -> manyTokens(scale));
            part(options.events(), "The consumer's rate", () -> rate(scale));
            part(options.entries(), "Many live entries", () -> manyEntries(scale));
        } catch (RunFailure e) {
            scores.promise("The benchmark came to its end", e.getMessage(), "", false);
        }
        scores.measured("The whole benchmark", Humane.duration((System.nanoTime() - begin) / 1_000_000));
    }

    /** A part that can't go on is a broken promise; the others still run. */
    private void part(int size, String name, Supplier<Map<String, Object>> measurement) {
        if (size == 0) {
            return;
        }
        progress(name + ": " + Humane.count(size));
        try {
            Map<String, Object> measured = measurement.get();
            result.put((String) measured.remove("name"), measured);
        } catch (RunFailure e) {
            scores.promise(name, e.getMessage(), "", false);
        }
    }

    private void latency(Latency.Result measured) {
        Distribution published = measured.acceptedToPublished();
        Distribution everywhere = measured.acceptedToRefusedEverywhere();
        Distribution bound = measured.publishedToRefused();
        Distribution kv = measured.kvToRefused();
        int late = measured.sum(Sentinel.Outcome::late);
        int again = measured.sum(Sentinel.Outcome::grantedAfterRefusal);
        scores.measured(
                "Revocations",
                options.rounds() + " at " + options.ports().pops() + " locations, " + bound.count() + " samples");
        scores.goal(
                "Accepted to published (as the issuer saw it)",
                published.toString(),
                "p99 <= 1.5 s",
                published.quantile(0.99) <= ACCEPTED_TO_PUBLISHED_P99);
        scores.goal(
                "Accepted to refused everywhere",
                everywhere.toString(),
                "p50 <= 2 s, p99 <= 4 s",
                everywhere.quantile(0.5) <= ACCEPTED_TO_REFUSED_P50
                        && everywhere.quantile(0.99) <= ACCEPTED_TO_REFUSED_P99);
        scores.promise(
                "Published to refused, each location", bound.toString(), "max <= 5 s", bound.max() <= Sentinel.BOUND);
        scores.promise("Views granted more than 5 s after published", Integer.toString(late), "0", late == 0);
        scores.promise("Views granted after a refusal", Integer.toString(again), "0", again == 0);
        scores.promise(
                "Locations that refused a token nobody revoked",
                measured.bystanderRefused() + " (" + Humane.count(measured.bystanderViews()) + " views)",
                "0",
                measured.bystanderRefused() == 0);
        scores.measured(
                "Answers 503",
                measured.sum(Sentinel.Outcome::stale) + " to revoked tokens, " + measured.bystanderStale()
                        + " to the other");
        scores.measured("Other answers than 200, 403, 503", Integer.toString(measured.sum(Sentinel.Outcome::failed)));
        scores.measured("One KV key a token: written to refused, each location", kv.toString());
        scores.measured(
                "One KV key a token: later than 5 s", kv.above(Sentinel.BOUND) + " of " + kv.count() + " samples");
        result.put("latency", latencyJson(measured));
        options.svg()
                .ifPresent(file -> write(
                        file,
                        new DistributionChart(
                                        options.rounds() + " revocations at "
                                                + options.ports().pops() + " locations each",
                                        Sentinel.BOUND)
                                .svg(measured.acceptedToRefused(), kv)));
    }

    private Map<String, Object> latencyJson(Latency.Result measured) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rounds", options.rounds());
        json.put("acceptedToPublishedMs", measured.acceptedToPublished().json());
        json.put(
                "acceptedToRefusedEverywhereMs",
                measured.acceptedToRefusedEverywhere().json());
        json.put("acceptedToRefusedMs", measured.acceptedToRefused().json());
        json.put("publishedToRefusedMs", measured.publishedToRefused().json());
        json.put("kvPerTokenToRefusedMs", measured.kvToRefused().json());
        json.put("lateGrants", measured.sum(Sentinel.Outcome::late));
        json.put("grantsAfterRefusal", measured.sum(Sentinel.Outcome::grantedAfterRefusal));
        json.put("stale", measured.sum(Sentinel.Outcome::stale));
        json.put("acceptedToRefusedSamplesMs", measured.acceptedToRefused().sorted());
        json.put("kvPerTokenSamplesMs", measured.kvToRefused().sorted());
        return json;
    }

    private Map<String, Object> burst(Scale scale) {
        Map<String, Object> json = named("burst");
        Scale.Burst single = scale.burst(options.burst());
        burst(single);
        json.put("single", single.json());
        Scale.Burst bulk = scale.bulk(Math.min(options.burst(), Scale.BULK));
        burst(bulk);
        json.put("bulk", bulk.json());
        return json;
    }

    private void burst(Scale.Burst burst) {
        scores.goal(
                "Burst: " + Humane.count(burst.revocations()) + " revocations, " + burst.how(),
                burst.text(),
                "in force <= 10 s",
                burst.inForce() <= BURST_IN_FORCE);
        late("Burst", burst.outcome());
    }

    private Map<String, Object> manyTokens(Scale scale) {
        Scale.ManyTokens measured = scale.manyTokens(options.tokens());
        scores.goal(
                "A link with " + Humane.count(measured.tokens()) + " live tokens: feed entries",
                Long.toString(measured.entries()),
                "1",
                measured.entries() == 1);
        scores.measured("  taken back", measured.revocation().text());
        scores.measured("  its tokens folded by the consumer", Scale.rateText(measured.perSecond()));
        late("A link with many tokens", measured.revocation().outcome());
        Map<String, Object> json = named("manyTokens");
        json.putAll(measured.json());
        return json;
    }

    private Map<String, Object> rate(Scale scale) {
        Scale.Rate rate = scale.rate(options.events());
        scores.goal(
                Humane.count(rate.events()) + " control events: read model",
                Scale.rateText(rate.readModel()),
                ">= 20,000/s",
                rate.readModel() >= EVENTS_PER_SECOND);
        scores.goal(
                Humane.count(rate.events()) + " control events: feed",
                Scale.rateText(rate.feed()),
                ">= 20,000/s",
                rate.feed() >= EVENTS_PER_SECOND);
        scores.measured("  as fast as they were written", Scale.rateText(rate.written()));
        Map<String, Object> json = named("rate");
        json.putAll(rate.json());
        return json;
    }

    private Map<String, Object> manyEntries(Scale scale) {
        Scale.ManyEntries measured = scale.manyEntries(options.entries());
        scores.measured(
                "Live entries",
                Humane.count(measured.entries()) + " in "
                        + Humane.count(measured.segments(), "segment", "segments") + ", head of "
                        + Humane.count(measured.headBytes()) + " bytes, published after "
                        + Distribution.seconds(measured.publishedMillis()));
        scores.promise(
                "  published to refused or 503, worst location",
                Distribution.seconds(measured.worstPublishedToRefused()),
                "max <= 5 s",
                measured.worstPublishedToRefused() <= Sentinel.BOUND);
        late("Many live entries", measured.outcome());
        scores.measured(
                "  answers 503 meanwhile", Integer.toString(measured.outcome().stale()));
        scores.measured("  one more revocation", measured.oneMore().text());
        late("One more revocation", measured.oneMore().outcome());
        measured.megabytesAfter()
                .forEach((part, after) -> scores.measured(
                        "  memory of " + part,
                        measured.megabytesBefore().get(part) + " MB before, " + after + " MB after"));
        Map<String, Object> json = named("manyEntries");
        json.putAll(measured.json());
        return json;
    }

    private void late(String part, Sentinel.Outcome outcome) {
        scores.promise(
                "  views granted more than 5 s after published",
                Integer.toString(outcome.late()),
                "0",
                outcome.late() == 0);
        if (outcome.grantedAfterRefusal() > 0) {
            scores.promise(
                    part + ": views granted after a refusal",
                    Integer.toString(outcome.grantedAfterRefusal()),
                    "0",
                    false);
        }
    }

    private static Map<String, Object> named(String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        return json;
    }

    private void progress(String line) {
        say("  " + line);
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    private String json() {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(result)
                + "\n";
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("edgepass-bench");
        } catch (IOException e) {
            throw new StartFailure("Can't make a temporary folder: " + e.getMessage() + "; choose one with --data.", e);
        }
    }

    /** Before the run rather than after it. */
    private static void checkWritable(Optional<Path> file) {
        file.map(path -> path.toAbsolutePath().getParent()).ifPresent(folder -> {
            if (!Files.isWritable(folder)) {
                throw new StartFailure("Can't write to " + folder + ": make that folder, or choose another file.");
            }
        });
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new StartFailure("Can't write " + file + ": " + e.getMessage() + ".", e);
        }
    }
}
