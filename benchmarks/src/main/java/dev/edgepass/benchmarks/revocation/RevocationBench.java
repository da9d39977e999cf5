package dev.edgepass.benchmarks.revocation;

import dev.edgepass.benchmarks.Benchmarks;
import dev.edgepass.benchmarks.report.DistributionChart;
import dev.edgepass.benchmarks.report.ResultFile;
import dev.edgepass.benchmarks.report.Scorecard;
import dev.edgepass.local.client.RunFailure;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.Stack;
import dev.edgepass.local.stack.StackOptions;
import dev.edgepass.local.status.Humane;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * {@code bench revocation}, from nothing to its table: the real stack with locations that see R2 and KV as far ones do, both designs under the same load, then the same
 * promise with large numbers.
 */
public final class RevocationBench {
    private final RevocationBenchOptions options;
    private final PrintWriter out;
    private final Scorecard scores = new Scorecard();
    private final Map<String, Object> result = new LinkedHashMap<>();

    public RevocationBench(RevocationBenchOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Runs it all; whether every promise held.
     *
     * @throws StartFailure where the stack can't be started, or a file can't be written
     */
    public boolean run() {
        ResultFile.checkWritable(options.json());
        ResultFile.checkWritable(options.svg());
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
        options.json().ifPresent(file -> ResultFile.write(file, result));
        return scores.promisesHeld();
    }

    private void measure(DataFolder data) {
        long begin = System.nanoTime();
        result.put("begun", Instant.now().toString());
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("locations", options.ports().pops());
        result.put("seed", options.seed());
        result.put("pollMillis", options.pollMillis());
        StoreModel stores = new StoreModel(
                Installation.find().script(Benchmarks.SCRIPTS, "revocation"),
                options.ports().issuerUrl(),
                options.pollMillis(),
                options.seed());
        StackOptions stackOptions = new StackOptions(data.path(), options.ports(), Optional.empty(), stores, false);
        try (Stack stack = Stack.start(stackOptions, this::progress);
                Bench bench = new Bench(stack.info(), data, this::progress)) {
            latency(bench);
            ScaleScores scale = new ScaleScores(new Scale(bench, options.seed()), scores);
            part(options.burst(), "burst", "Burst of revocations", scale::burst);
            part(options.tokens(), "manyTokens", "Live tokens of one link", scale::manyTokens);
            part(options.events(), "rate", "Control events", scale::rate);
            part(options.entries(), "manyEntries", "Live entries", scale::manyEntries);
        } catch (RunFailure e) {
            scores.promise("The benchmark came to its end", e.getMessage(), "", false);
        }
        scores.measured("The whole benchmark", Humane.duration((System.nanoTime() - begin) / 1_000_000));
    }

    private void latency(Bench bench) {
        Latency.Result measured = new Latency(
                        bench, options.rounds(), options.otherRounds(), options.otherWithin(), options.seed())
                .run();
        LatencyScores latency = new LatencyScores(measured);
        latency.write(scores);
        result.put("latency", latency.json());
        String subtitle = options.rounds() + " revocations under load at "
                + options.ports().pops() + " locations; R2 read in 40 to 400 ms, KV copies 30 to 60 s old (modelled)";
        DistributionChart chart = new DistributionChart(subtitle, Sentinel.BOUND);
        options.svg()
                .ifPresent(file ->
                        ResultFile.write(file, chart.svg(measured.acceptedToRefused(), measured.kvToRefused())));
    }

    /** A part that can't go on is a broken promise; the others still run. */
    private void part(int size, String name, String what, IntFunction<Map<String, Object>> measurement) {
        if (size == 0) {
            return;
        }
        progress(what + ": " + Humane.count(size));
        try {
            result.put(name, measurement.apply(size));
        } catch (RunFailure e) {
            scores.promise(what, e.getMessage(), "", false);
        }
    }

    private void progress(String line) {
        say("  " + line);
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("edgepass-bench");
        } catch (IOException e) {
            throw new StartFailure("Can't make a temporary folder: " + e.getMessage() + "; choose one with --data.", e);
        }
    }
}
