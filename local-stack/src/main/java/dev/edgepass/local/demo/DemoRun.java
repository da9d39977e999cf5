package dev.edgepass.local.demo;

import dev.edgepass.local.client.RunFailure;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.media.MediaFolder;
import dev.edgepass.local.process.Memory;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.Replay;
import dev.edgepass.local.stack.Stack;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.stack.StackOptions;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** {@code demo}, from nothing to its table: makes the media while the stack starts, plays the demo, replays the log, ends the stack. */
public final class DemoRun {
    private final StackOptions options;
    private final PrintStream out;

    public DemoRun(StackOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Whether all of it held. */
    public boolean run() throws InterruptedException {
        long begin = System.nanoTime();
        Report report = new Report(out);
        DataFolder data = new DataFolder(options.data());
        CompletableFuture<DemoMedia> making = CompletableFuture.supplyAsync(this::media);
        StackOptions withoutMedia = new StackOptions(options.data(), options.ports(), Optional.empty());
        try (Stack stack = Stack.start(withoutMedia, report::step)) {
            report.measured("Stack ready", seconds(begin));
            DemoMedia made = join(making);
            DemoMedia media =
                    made.without(MediaFolder.upload(made.files(), stack.info().s3(), report::step));
            report.measured("Media in the bucket", media.media().size() + " objects, " + (media.size() >> 20) + " MB");
            play(stack.info(), data, media, report);
            int exit = Replay.of(data, stack.info()).run(Replay.DRY_RUN);
            report.claim(
                    "A replay of the log gives the same projections",
                    exit == 0 ? "equal" : "exit code " + exit,
                    exit == 0);
            report.measured(
                    "Memory of all processes",
                    Memory.resident(stack.info().pids().values()) + " MB");
        }
        report.measured("The whole demo", seconds(begin));
        report.print();
        return report.held();
    }

    private void play(StackInfo stack, DataFolder data, DemoMedia media, Report report) {
        LocalIdentity identity = LocalIdentity.of(data.loginKey(), data.loginPublicKeys());
        try {
            new Demo(stack, identity, media, report).play();
        } catch (RunFailure e) {
            report.claim("The demo came to its end", e.getMessage(), false);
        }
    }

    private DemoMedia media() {
        return DemoMedia.of(options.media().orElseGet(() -> SampleMedia.make(options.data())));
    }

    private static DemoMedia join(CompletableFuture<DemoMedia> making) {
        try {
            return making.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static String seconds(long begin) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
    }
}
