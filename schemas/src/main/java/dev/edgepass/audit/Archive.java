package dev.edgepass.audit;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.ExtraFiles;
import dev.edgepass.tlog.Finding;
import dev.edgepass.tlog.Findings;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.LogFolder;
import dev.edgepass.tlog.LogVerifier;
import dev.edgepass.tlog.SignedNote;
import dev.edgepass.tlog.TileLayout;
import dev.edgepass.tlog.TreeHead;
import dev.edgepass.tlog.UnverifiedCheckpoint;
import dev.edgepass.tlog.VerifiedCheckpoint;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** A log of leaves with its blobs: {@code checkpoint}, {@code tile/} and {@code blob/} (docs/audit.md). */
public final class Archive {
    private static final Pattern BLOB = Pattern.compile(Blob.FOLDER + "/[0-9a-f]{64}");

    private Archive() {}

    /**
     * What {@link #verify} has found.
     *
     * @param checkpoint empty where none is there that a known key has signed for this log: then nothing else was looked at
     */
    public record Verdict(Optional<VerifiedCheckpoint> checkpoint, Findings findings) {
        public boolean holds() {
            return findings.isEmpty();
        }
    }

    /**
     * The checkpoint of a log.
     *
     * @param name of the log ({@link LogName#isNamed}): one key signs many
     * @param keys of logs
     * @throws MalformedException where it is missing, none of them has signed it, or it is another log's
     */
    public static VerifiedCheckpoint checkpoint(LogFiles files, String name, Collection<VerifierKey> keys)
            throws IOException {
        byte[] note = files.read(LogFiles.CHECKPOINT, SignedNote.LONGEST + 1);
        if (note == null) {
            throw new MalformedException("checkpoint: missing");
        }
        VerifiedCheckpoint checkpoint = UnverifiedCheckpoint.parse(note).verify(keys);
        LogName signed = LogName.ofOrigin(checkpoint.origin())
                .orElseThrow(() -> new MalformedException("checkpoint: " + checkpoint.origin() + " is no such log"));
        if (!signed.isNamed(name)) {
            throw new MalformedException("checkpoint: it is of " + checkpoint.origin() + ", whose name is "
                    + signed.id() + " or " + signed.earlierId() + " (found at: " + name + ")");
        }
        return checkpoint;
    }

    /**
     * Verifies the checkpoint and, by it, every event, tile and blob; also that there is no other tile or blob.
     *
     * @param name of the log, see {@link #checkpoint}
     * @param keys of logs
     * @param progress gets the number of events that were read
     * @throws IOException where a file can't be read, which is no verdict
     */
    public static Verdict verify(LogFolder folder, String name, Collection<VerifierKey> keys, LongConsumer progress)
            throws IOException {
        Findings findings = new Findings();
        VerifiedCheckpoint checkpoint;
        try {
            checkpoint = checkpoint(folder, name, keys);
        } catch (MalformedException e) {
            boolean isThere = folder.read(LogFiles.CHECKPOINT, 1) != null;
            findings.add(
                    isThere
                            ? Finding.file(
                                    Finding.Kind.ALTERED,
                                    LogFiles.CHECKPOINT,
                                    "or of another key or log: " + e.getMessage())
                            : Finding.file(Finding.Kind.MISSING, LogFiles.CHECKPOINT, ""));
            return new Verdict(Optional.empty(), findings);
        }
        TreeHead head = checkpoint.head();
        LeafCheck leaves = new LeafCheck(folder, new TileLayout(head.size()));
        LogVerifier.verify(folder, head, leaves, findings, progress);
        if (findings.isEmpty()) {
            // Else leaves weren't read that may name them.
            findExtraBlobs(folder, leaves.named(), findings);
        }
        ExtraFiles.find(folder, head.size(), findings);
        return new Verdict(Optional.of(checkpoint), findings);
    }

    private static void findExtraBlobs(LogFolder folder, Set<String> named, Findings findings) throws IOException {
        folder.list(Blob.FOLDER, path -> {
            if (!BLOB.matcher(path).matches() || !named.contains(path.substring(Blob.FOLDER.length() + 1))) {
                findings.add(Finding.file(Finding.Kind.EXTRA, path, "no event names it"));
            }
        });
    }
}
