package dev.edgepass.local.cli;

import dev.edgepass.audit.Archive;
import dev.edgepass.local.audit.Counts;
import dev.edgepass.local.audit.LogDirectory;
import dev.edgepass.local.text.PrintableText;
import dev.edgepass.tlog.Finding;
import dev.edgepass.tlog.Findings;
import dev.edgepass.tlog.VerifiedCheckpoint;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code audit verify}: reads whole logs. */
@Command(
        name = "verify",
        description =
                "Read a folder of logs whole, offline, and name each event that was altered, removed, moved or added.",
        exitCodeOnExecutionException = 2,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every log holds", "1:one doesn't", "2:it couldn't be read, or wrong use: no verdict"},
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int LONGEST_FINDING = 500;

    @Mixin
    private ArchiveMixin archive = new ArchiveMixin();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    private final Map<String, String> found = new HashMap<>();
    private final long begun = System.nanoTime();
    private long lastProgress = begun;
    private long readBefore;
    private long readOfLog;

    @Override
    public Integer call() {
        Lines lines = new Lines(Objects.requireNonNull(command).commandLine().getOut());
        int broken = 0;
        List<VerifierKey> keys = archive.keys();
        List<LogDirectory> logs = archive.logs();
        for (LogDirectory log : logs) {
            try {
                Archive.Verdict verdict = Archive.verify(log, log.name(), keys, done -> progress(log, done, lines));
                print(log, verdict, lines);
                readBefore += readOfLog;
                readOfLog = 0;
                broken += verdict.holds() && isFirst(log, verdict, lines) ? 0 : 1;
            } catch (IOException e) {
                throw ArchiveMixin.unreadable(log.path().toString(), e);
            }
        }
        lines.accept("Read " + speed(readBefore) + ".");
        if (broken > 0) {
            lines.accept(broken + " of " + logs.size() + (logs.size() == 1 ? " log " : " logs ")
                    + (broken == 1 ? "doesn't hold." : "don't hold."));
            return CommandLine.ExitCode.SOFTWARE;
        }
        lines.accept(logs.size() == 1 ? "The log holds." : "All " + logs.size() + " logs hold.");
        return CommandLine.ExitCode.OK;
    }

    /** A log may bear either of two names: it isn't two logs. */
    private boolean isFirst(LogDirectory log, Archive.Verdict verdict, Lines lines) {
        String origin = verdict.checkpoint().orElseThrow().origin();
        String before = found.putIfAbsent(origin, log.name());
        if (before != null) {
            lines.accept(log.name() + ": the same log as " + before);
        }
        return before == null;
    }

    private void progress(LogDirectory log, long done, Lines lines) {
        readOfLog = done;
        long now = System.nanoTime();
        if (now - lastProgress >= PROGRESS_NANOS) {
            lastProgress = now;
            lines.accept(log.name() + ": " + Counts.of(done) + " events read; in all " + speed(readBefore + done));
        }
    }

    private String speed(long events) {
        double seconds = Math.max(1, System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
        return String.format(
                Locale.ROOT, "%s events in %.1f s (%s events/s)", Counts.of(events), seconds, Counts.of((long)
                        (events / seconds)));
    }

    private static void print(LogDirectory log, Archive.Verdict verdict, Lines lines) {
        Findings findings = verdict.findings();
        for (Finding finding : findings.kept()) {
            lines.accept(log.name() + ": " + PrintableText.of(finding.toString(), LONGEST_FINDING));
        }
        if (findings.count() > findings.kept().size()) {
            lines.accept(log.name() + ": and "
                    + Counts.of(findings.count() - findings.kept().size()) + " more");
        }
        if (verdict.checkpoint().isPresent() && verdict.holds()) {
            VerifiedCheckpoint checkpoint = verdict.checkpoint().get();
            lines.accept(log.name() + ": holds, " + Counts.of(checkpoint.head().size()) + " events of "
                    + PrintableText.of(checkpoint.origin(), LONGEST_FINDING) + ", root "
                    + checkpoint.head().root());
        }
    }
}
