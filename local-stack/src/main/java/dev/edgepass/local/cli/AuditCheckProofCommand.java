package dev.edgepass.local.cli;

import dev.edgepass.audit.BlobRef;
import dev.edgepass.audit.LeafReader;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.local.audit.Counts;
import dev.edgepass.local.audit.VerifierKeys;
import dev.edgepass.local.text.PrintableText;
import dev.edgepass.tlog.EntryBundle;
import dev.edgepass.tlog.LogProof;
import dev.edgepass.tlog.VerifiedCheckpoint;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit check-proof}: what {@code audit prove} has written, without the log. */
@Command(
        name = "check-proof",
        description = "Verify a proof that audit prove has written, without the log.",
        exitCodeOnExecutionException = 2,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it holds", "1:it doesn't", "2:it couldn't be read, or wrong use: no verdict"},
        mixinStandardHelpOptions = true)
final class AuditCheckProofCommand implements Callable<Integer> {
    private static final int LONGEST_ORIGIN = 500;

    @Parameters(paramLabel = "FILE", description = "The proof: a file .tlog-proof.")
    private Path file = Path.of("");

    @Option(names = "--event", paramLabel = "FILE", description = "The event (default: the .json beside the proof).")
    private @Nullable Path event;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description = "The archive's verifier key, or a file with such keys. Not from who gave you the proof.")
    private String key = "";

    @Option(
            names = "--witness",
            paramLabel = "KEY",
            description = "A witness's verifier key, or a file with such keys: one of them has to have cosigned.")
    private @Nullable String witness;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        Lines lines = new Lines(commandLine.getOut());
        List<VerifierKey> keys = VerifierKeys.of(key);
        List<VerifierKey> witnesses = witness == null ? List.of() : VerifierKeys.of(witness);
        byte[] entry =
                entry(read(event == null ? AuditProveCommand.entryOf(file) : event, EntryBundle.LONGEST_ENTRY + 2));
        try {
            LogProof proof = LogProof.parse(read(file, LogProof.LONGEST + 1));
            VerifiedCheckpoint checkpoint = proof.verify(entry, keys);
            Map<String, Long> cosigned = checkpoint.cosignatures(witnesses);
            if (!witnesses.isEmpty() && cosigned.isEmpty()) {
                throw new MalformedException("none of the witnesses has cosigned its checkpoint");
            }
            lines.accept("The proof holds: this is event " + proof.index() + " of "
                    + PrintableText.of(checkpoint.origin(), LONGEST_ORIGIN) + ", as signed at "
                    + Counts.of(checkpoint.head().size()) + " events.");
            LeafReader leaf = new LeafReader();
            leaf.read(entry, 0, entry.length);
            for (BlobRef blob : leaf.blobs()) {
                lines.accept("A part of it isn't in that file, and wasn't looked at: " + Counts.of(blob.size())
                        + " bytes with the SHA-256 " + blob.sha256() + ".");
            }
            cosigned.forEach((name, seconds) ->
                    lines.accept("Cosigned by " + name + " at " + Instant.ofEpochSecond(seconds) + "."));
            return CommandLine.ExitCode.OK;
        } catch (MalformedException e) {
            commandLine.getErr().println("The proof doesn't hold: " + e.getMessage() + ".");
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** An event has no line feed; one that an editor has put at its end isn't of it. */
    private static byte[] entry(byte[] bytes) {
        boolean isEdited = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
        return isEdited ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private static byte[] read(Path file, int limit) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(limit);
        } catch (IOException e) {
            throw ArchiveMixin.unreadable(file.toString(), e);
        }
    }
}
