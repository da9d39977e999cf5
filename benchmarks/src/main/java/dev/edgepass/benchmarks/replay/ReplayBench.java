package dev.edgepass.benchmarks.replay;

import dev.edgepass.benchmarks.report.ResultFile;
import dev.edgepass.benchmarks.report.Samples;
import dev.edgepass.benchmarks.report.Scorecard;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.Stack;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.stack.StackOptions;
import dev.edgepass.local.status.Humane;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code bench replay}: the commands that an auditor runs, each beside its floor in the same round, on a stack that serves meanwhile. The first round of each is measured as all others: they are programs
 * of their own, and start cold.
 */
public final class ReplayBench {
    private static final int REDIS_PARTS = 2;

    private final ReplayBenchOptions options;
    private final PrintWriter out;
    private final Scorecard scores = new Scorecard();
    private final Samples samples = new Samples();
    private long differences;

    public ReplayBench(ReplayBenchOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Measures and tells it; whether every promise held.
     *
     * @throws StartFailure where something can't be started, or a file can't be written
     */
    public boolean run() {
        ResultFile.checkWritable(options.json());
        ResultFile.checkWritable(options.svg());
        String begun = Instant.now().toString();
        long begin = System.nanoTime();
        DataFolder data = new DataFolder(options.data().resolve("stack"));
        Folders.delete(data.path());
        StackOptions stackOptions =
                new StackOptions(data.path(), options.ports(), Optional.empty(), UnaryOperator.identity(), true);
        TokenArchive archive = new TokenArchive(data.path().resolve("bench-archive"));
        try (Stack stack = Stack.start(stackOptions, this::progress)) {
            measure(stack.info(), data, archive);
        }
        long wrong = new HistoryBench(options, samples, this::progress).run();
        ReplayScores result = new ReplayScores(samples);
        result.write(scores, archive);
        scores.promise(
                "Values that differ after " + options.rounds() + " replays",
                Long.toString(differences),
                "0",
                differences == 0);
        scores.promise("Answers about a moment that are wrong", Long.toString(wrong), "0", wrong == 0);
        scores.measured("The whole benchmark", Humane.duration((System.nanoTime() - begin) / 1_000_000));
        out.println();
        out.println(scores.text());
        out.flush();
        options.json().ifPresent(file -> ResultFile.write(file, json(begun)));
        options.svg().ifPresent(file -> ResultFile.write(file, result.chart(subtitle())));
        return scores.promisesHeld();
    }

    private void measure(StackInfo stack, DataFolder data, TokenArchive archive) {
        Tokens tokens = Tokens.of(options.tokens());
        progress("Writing " + options.tokens() + " tokens");
        tokens.append(stack.kafka());
        Programs programs = new Programs(options.data().resolve("tools").toAbsolutePath(), data.path(), stack.kafka());
        String[] redis = stack.redis().split(":", REDIS_PARTS);
        RawWrites raw = new RawWrites(redis[0], Integer.parseInt(redis[1]), tokens);
        progress("Writing their archive");
        archive.write(stack.kafka());
        progress("Waiting for the consumer");
        differences += programs.fold().differences();
        for (int round = 1; round <= options.rounds(); round++) {
            samples.add(ReplayScores.SCAN, ReplayScores.PERF_TEST, programs.perfTest(options.tokens()));
            samples.add(ReplayScores.SCAN, ReplayScores.OURS, programs.filteredScan());
            samples.add(ReplayScores.REBUILD, ReplayScores.RAW, raw.perSecond());
            Programs.Fold fold = programs.fold();
            differences += fold.differences();
            samples.add(ReplayScores.REBUILD, ReplayScores.OURS, fold.perSecond());
            double verified = programs.verify(data.path().resolve("bench-archive"), archive.verifierKey());
            samples.add(ReplayScores.VERIFY, ReplayScores.OURS, verified);
            progress(String.format(
                    Locale.ROOT,
                    "Round %d of %d: folded %,.0f tokens/s, verified %,.0f events/s",
                    round,
                    options.rounds(),
                    fold.perSecond(),
                    verified));
        }
    }

    private String subtitle() {
        return String.format(
                Locale.ROOT,
                "%,d tokens (index: %,d events), %d rounds, %d processors; medians, the line being the middle half",
                options.tokens(),
                options.events(),
                options.rounds(),
                Runtime.getRuntime().availableProcessors());
    }

    private Map<String, Object> json(String begun) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("begun", begun);
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("java", System.getProperty("java.runtime.version"));
        result.put("rounds", options.rounds());
        result.put("tokens", options.tokens());
        result.put("events", options.events());
        result.put("questions", options.questions());
        result.put("samples", samples.json());
        result.put("scores", scores.rows().stream().map(Scorecard.Row::json).toList());
        return result;
    }

    private void progress(String line) {
        out.println("  " + line);
        out.flush();
    }
}
