package dev.edgepass.local.cli;

import dev.edgepass.audit.Archive;
import dev.edgepass.audit.BlobRef;
import dev.edgepass.audit.LeafReader;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.local.audit.LogDirectory;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.LogProof;
import dev.edgepass.tlog.TreeReader;
import dev.edgepass.tlog.VerifiedCheckpoint;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit prove}: one event and its proof, as two files. */
@Command(
        name = "prove",
        description =
                "Write an event and the proof that the log has it, which a third party verifies with the key alone.",
        exitCodeOnExecutionException = 2,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:written", "1:the log can't prove it", "2:it couldn't be read or written, or wrong use"},
        mixinStandardHelpOptions = true)
final class AuditProveCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "LOG", description = "The log's folder in DIR, such as edgepass.control-0.")
    private String log = "";

    @Parameters(index = "1", paramLabel = "OFFSET", description = "The event's offset.")
    private long offset;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The proof's file (default: LOG-OFFSET.tlog-proof). The event is beside it, as .json.")
    private @Nullable Path output;

    @Mixin
    private ArchiveMixin archive = new ArchiveMixin();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        List<VerifierKey> keys = archive.keys();
        LogDirectory folder = archive.log(log);
        try {
            VerifiedCheckpoint checkpoint = Archive.checkpoint(folder, log, keys);
            long size = checkpoint.head().size();
            if (offset < 0 || offset >= size) {
                throw new StartFailure("The log has no event " + offset + ": it is of " + size + " events.");
            }
            TreeReader tree = new TreeReader(folder, size);
            byte[] entry = tree.entry(offset);
            LogProof proof = LogProof.of(tree.inclusion(offset, size), checkpoint);
            proof.verify(entry, keys);
            write(proof, entry, new Lines(commandLine.getOut()));
            return CommandLine.ExitCode.OK;
        } catch (MalformedException e) {
            commandLine.getErr().println("The log can't prove it: " + e.getMessage() + ". Run edgepass audit verify.");
            return CommandLine.ExitCode.SOFTWARE;
        } catch (IOException e) {
            throw ArchiveMixin.unreadable(folder.path().toString(), e);
        }
    }

    private void write(LogProof proof, byte[] entry, Lines lines) {
        Path file = output == null ? Path.of(log + "-" + offset + LogProof.SUFFIX) : output;
        Path event = entryOf(file);
        writeNew(event, entry);
        writeNew(file, proof.toBytes());
        lines.accept(event + ": event " + offset + " of " + log + ", to the byte");
        lines.accept(file + ": the proof that the log has it");
        LeafReader leaf = new LeafReader();
        leaf.read(entry, 0, entry.length);
        for (BlobRef blob : leaf.blobs()) {
            lines.accept(log + "/" + blob.path() + ": a part of it, named there by its SHA-256: hand it on, too");
        }
    }

    /** The file of the event beside the one of its proof. */
    static Path entryOf(Path proof) {
        String name = String.valueOf(proof.getFileName());
        String stem =
                name.endsWith(LogProof.SUFFIX) ? name.substring(0, name.length() - LogProof.SUFFIX.length()) : name;
        return proof.resolveSibling(stem + ".json");
    }

    private static void writeNew(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StartFailure(file + " can't be written: " + IoReason.of(e) + ".", e);
        }
    }
}
