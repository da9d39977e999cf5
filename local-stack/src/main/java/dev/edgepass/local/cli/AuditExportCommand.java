package dev.edgepass.local.cli;

import dev.edgepass.audit.Archive;
import dev.edgepass.audit.Blob;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.local.audit.Counts;
import dev.edgepass.local.audit.ExportFormat;
import dev.edgepass.local.audit.LogExport;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.TreeHead;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private LogsMixin source = new LogsMixin();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description =
                    "Folder of the files, made if need be. A file has the name of its log, of a URL the last part.")
    private Path to = Path.of("");

    @Option(names = "--csv", description = "Write CSV for people in place of the log's own lines.")
    private boolean csv;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    private long lastProgress = System.nanoTime();

    @Override
    public Integer call() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        Lines lines = new Lines(commandLine.getOut());
        List<VerifierKey> keys = source.keys();
        boolean allHold = true;
        for (Map.Entry<String, LogFiles> log : source.logs().entrySet()) {
            try {
                export(LogsMixin.name(log.getKey()), log.getValue(), keys, lines);
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
        TreeHead head = Archive.checkpoint(log, name, keys).head();
        LogExport.Written written = new LogExport(
                        log, name, head, folder(), csv ? ExportFormat.CSV : ExportFormat.NDJSON)
                .run(done -> progress(name, done, head.size(), lines));
        lines.accept(name + ": " + Counts.of(head.size()) + " events are in " + to + ", verified; "
                + Counts.of(written.files()) + (written.files() == 1 ? " file" : " files") + " written");
        if (written.blobs() > 0) {
            lines.accept(name + ": of these, " + Counts.of(written.blobs())
                    + (written.blobs() == 1 ? " part was" : " parts were")
                    + " too long for a line, or no JSON: the line has its SHA-256, which is its file's name in "
                    + to.resolve(Blob.FOLDER));
        }
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
}
