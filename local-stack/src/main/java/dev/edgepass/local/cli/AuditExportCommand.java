package dev.edgepass.local.cli;

import dev.edgepass.audit.Archive;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.local.audit.Counts;
import dev.edgepass.local.audit.ExportFormat;
import dev.edgepass.local.audit.LogExport;
import dev.edgepass.local.audit.LogUrl;
import dev.edgepass.local.audit.VerifierKeys;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.TreeHead;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit export}: the events of logs as files for other tools. */
@Command(
        name = "export",
        description =
                "Write the events of logs to compressed files, verified. Files that are there are compared with the log and left, so it goes on where it was stopped.",
        exitCodeOnExecutionException = 2,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all of it is there",
            "1:a log doesn't hold, or isn't what the folder has",
            "2:it couldn't be read or written, or wrong use"
        },
        mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(2);

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description = "The archive's verifier key, or a file with such keys. Not from where the logs are.")
    private String key = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "With --url: a file with the bearer token that the log wants.")
    private @Nullable Path tokenFile;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Folder of the files, made if need be.")
    private Path to = Path.of("");

    @Option(names = "--csv", description = "Write CSV for people in place of the log's own lines.")
    private boolean csv;

    /** Of the logs. */
    private static final class Where {
        @Option(
                names = "--dir",
                paramLabel = "DIR",
                required = true,
                description = "Folder of logs, or of one: each has a checkpoint and tile/.")
        private @Nullable Path folder;

        @Option(
                names = "--url",
                paramLabel = "URL",
                required = true,
                description = "A log's URL, below which its checkpoint and tile/ are; its last part names the files.")
        private @Nullable String url;
    }

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    private long lastProgress = System.nanoTime();

    @Override
    public Integer call() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        Lines lines = new Lines(commandLine.getOut());
        List<VerifierKey> keys = VerifierKeys.of(key);
        boolean allHold = true;
        for (Map.Entry<String, LogFiles> log : logs().entrySet()) {
            try {
                export(log.getKey(), log.getValue(), keys, lines);
            } catch (MalformedException e) {
                allHold = false;
                commandLine
                        .getErr()
                        .println(log.getKey() + " isn't exported: " + e.getMessage() + ". Run edgepass audit verify.");
            } catch (IOException e) {
                throw ArchiveMixin.unreadable(log.getKey(), e);
            }
        }
        return allHold ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void export(String name, LogFiles log, List<VerifierKey> keys, Lines lines) throws IOException {
        TreeHead head = Archive.checkpoint(log, keys).head();
        int written = new LogExport(log, name, head, folder(), csv ? ExportFormat.CSV : ExportFormat.NDJSON)
                .run(done -> progress(name, done, head.size(), lines));
        lines.accept(name + ": " + Counts.of(head.size()) + " events are in " + to + ", verified; " + Counts.of(written)
                + (written == 1 ? " file" : " files") + " written");
    }

    private void progress(String name, long done, long size, Lines lines) {
        long now = System.nanoTime();
        if (now - lastProgress >= PROGRESS_NANOS) {
            lastProgress = now;
            lines.accept(name + ": " + Counts.of(done) + " of " + Counts.of(size) + " events");
        }
    }

    private Path folder() {
        try {
            return Files.createDirectories(to);
        } catch (IOException e) {
            throw new StartFailure(to + " can't be made: " + IoReason.of(e) + ".", e);
        }
    }

    private Map<String, LogFiles> logs() {
        Map<String, LogFiles> logs = new LinkedHashMap<>();
        if (where.folder != null) {
            ArchiveMixin.logs(where.folder).forEach(log -> logs.put(log.name(), log));
        } else {
            String url = Objects.requireNonNull(where.url).replaceFirst("/+$", "");
            logs.put(url.substring(url.lastIndexOf('/') + 1), LogUrl.of(url, token()));
        }
        return logs;
    }

    private Optional<String> token() {
        try {
            return tokenFile == null
                    ? Optional.empty()
                    : Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw ArchiveMixin.unreadable(tokenFile.toString(), e);
        }
    }
}
