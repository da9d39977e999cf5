package dev.edgepass.benchmarks.replay;

import dev.edgepass.benchmarks.report.Samples;
import dev.edgepass.benchmarks.report.Spread;
import dev.edgepass.local.audit.Counts;
import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.identity.LocalIdentity.Login;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.Stack;
import dev.edgepass.local.stack.StackInfo;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The audit's index of a long history: how fast a consumer makes it, and how soon an auditor's questions about a moment are answered from it. */
final class HistoryBench {
    private final ReplayBenchOptions options;
    private final Samples samples;
    private final Consumer<String> progress;
    private final HistoryFolder folder;
    private long wrong;

    HistoryBench(ReplayBenchOptions options, Samples samples, Consumer<String> progress) {
        this.options = options;
        this.samples = samples;
        this.progress = progress;
        this.folder = HistoryFolder.in(options.data().toAbsolutePath(), options.events(), options.ports(), progress);
    }

    /** Gives how many answers were wrong. */
    long run() {
        History history = folder.history();
        fold();
        for (int round = 1; round <= options.indexRounds(); round++) {
            index(history, round);
        }
        return wrong;
    }

    /** So that a consumer with an empty index has nothing else to do. */
    private void fold() {
        progress.accept("Waiting until Redis has the history");
        try (Stack stack = Stack.start(folder.stack(), progress)) {
            new IndexWatch(stack.info().consumer(), IndexWatch.READ_MODEL, options.events(), progress).perSecond();
        }
    }

    private void index(History history, int round) {
        Folders.delete(folder.data().auditIndexFolder());
        CompletableFuture<Double> watch = watch();
        try (Stack stack = Stack.start(folder.stack(), progress)) {
            double perSecond = await(watch);
            samples.add(ReplayScores.INDEX, ReplayScores.OURS, perSecond);
            AuditQuestions questions = questions(stack.info(), history, round);
            double tokens = add(questions.tokens(options.questions()), ReplayScores.TOKEN_P50, ReplayScores.TOKEN_P99);
            double paths = add(questions.paths(options.questions()), ReplayScores.PATH_P50, ReplayScores.PATH_P99);
            progress.accept(String.format(
                    Locale.ROOT,
                    "Index, round %d of %d: %,.0f events/s, answers p99 %.1f ms (a token) and %.1f ms (a file)",
                    round,
                    options.indexRounds(),
                    perSecond,
                    tokens,
                    paths));
        }
    }

    private CompletableFuture<Double> watch() {
        URI consumer = URI.create("http://" + Ports.HOST + ":" + options.ports().consumer());
        return CompletableFuture.supplyAsync(
                () -> new IndexWatch(consumer, IndexWatch.INDEX, options.events(), progress).perSecond());
    }

    private static double await(CompletableFuture<Double> watch) {
        try {
            return watch.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RunFailure failure ? failure : e;
        }
    }

    private AuditQuestions questions(StackInfo stack, History history, int round) {
        DataFolder data = folder.data();
        String login = LocalIdentity.of(data.loginKey(), data.loginPublicKeys())
                .token(Login.auditor("bench", List.of()), Instant.now());
        AuditQuestions questions =
                new AuditQuestions(new Http(), stack.issuer(), login, history, new SplittableRandom(round));
        progress.accept("Asking " + Counts.of(options.questions()) + " questions about tokens and as many about files");
        // Both services have compiled what answers before it counts.
        wrong += questions.tokens(options.questions() / 2).wrong();
        wrong += questions.paths(options.questions() / 2).wrong();
        return questions;
    }

    /** Gives the p99. */
    private double add(AuditQuestions.Answers answers, String median, String p99) {
        Spread millis = Spread.of(answers.millis());
        samples.add(median, ReplayScores.OURS, millis.median());
        samples.add(p99, ReplayScores.OURS, millis.quantile(0.99));
        wrong += answers.wrong();
        return millis.quantile(0.99);
    }
}
