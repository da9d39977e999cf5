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
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** A log of leaves with its blobs: {@code checkpoint}, {@code tile/} and {@code blob/} (docs/audit.md). */
public final class Archive {
    private static final Pattern BLOB = Pattern.compile(Blob.FOLDER + "/[0-9a-f]{64}");

    private Archive() {}

    /**
     * What {@link #verify} has found.
     *
     * @param checkpoint empty where none is there that a known key has signed: then nothing else was looked at
     */
    public record Verdict(Optional<VerifiedCheckpoint> checkpoint, Findings findings) {
        public boolean holds() {
            return findings.isEmpty();
        }
    }

    /**
     * The checkpoint of a log.
     *
     * @param keys of logs
     * @throws MalformedException where it is missing, or none of them has signed it
     */
    public static VerifiedCheckpoint checkpoint(LogFiles files, Collection<VerifierKey> keys) throws IOException {
        byte[] note = files.read(LogFiles.CHECKPOINT, SignedNote.LONGEST + 1);
        if (note == null) {
            throw new MalformedException("checkpoint: missing");
        }
        return UnverifiedCheckpoint.parse(note).verify(keys);
    }

    /**
     * Verifies the checkpoint and, by it, every event, tile and blob; also that there is nothing else.
     *
     * @param keys of logs
     * @param progress gets the number of events that were read
     * @throws IOException where a file can't be read, which is no verdict
     */
    public static Verdict verify(LogFolder folder, Collection<VerifierKey> keys, LongConsumer progress)
            throws IOException {
        Findings findings = new Findings();
        VerifiedCheckpoint checkpoint;
        try {
            checkpoint = checkpoint(folder, keys);
        } catch (MalformedException e) {
            boolean isThere = folder.read(LogFiles.CHECKPOINT, 1) != null;
            findings.add(
                    isThere
                            ? Finding.file(
                                    Finding.Kind.ALTERED, LogFiles.CHECKPOINT, "or of another key: " + e.getMessage())
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

    private static void findExtraBlobs(LogFolder folder, NamedBlobs named, Findings findings) throws IOException {
        folder.list(Blob.FOLDER, path -> {
            if (!BLOB.matcher(path).matches() || !named.has(path.substring(Blob.FOLDER.length() + 1))) {
                findings.add(Finding.file(Finding.Kind.EXTRA, path, "no event names it"));
            }
        });
    }
}
