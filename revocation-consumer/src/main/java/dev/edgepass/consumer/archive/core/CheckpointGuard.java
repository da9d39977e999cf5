package dev.edgepass.consumer.archive.core;

import dev.edgepass.audit.LogName;
import dev.edgepass.consumer.feed.r2.ObjectStore;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.TreeHead;
import dev.edgepass.tlog.TreeReader;
import dev.edgepass.tlog.VerifiedCheckpoint;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the checkpoint in the bucket with those that were seen and signed before: the bucket's owner can put an older one back, or another one. What continues them is
 * remembered. For one thread.
 */
final class CheckpointGuard {
    private final ArchiveKey key;
    private final LogName log;
    private final LogObjects objects;
    private final CheckpointMemory memory;

    CheckpointGuard(ArchiveKey key, LogName log, LogObjects objects, CheckpointMemory memory) {
        this.key = key;
        this.log = log;
        this.objects = objects;
        this.memory = memory;
    }

    /**
     * Reads the log's checkpoint.
     *
     * @throws ArchiveStopped where it doesn't continue what is remembered, or isn't this archive's
     */
    Sealed look() throws IOException, ArchiveStopped {
        VerifiedCheckpoint seen = remembered(memory.seen(log));
        Optional<ObjectStore.StoredObject> object = objects.checkpoint();
        if (object.isEmpty()) {
            if (seen != null) {
                throw new ArchiveStopped("its checkpoint is gone from the bucket (expected: one of at least "
                        + seen.head().size() + " events)");
            }
            return Sealed.NONE;
        }
        byte[] bytes = object.get().bytes();
        TreeHead found = verified(bytes).head();
        VerifiedCheckpoint signed = remembered(memory.signed(log));
        if (seen != null) {
            requireContinues(seen.head(), found, bytes);
        }
        if (signed != null && signed.head().size() <= found.size()) {
            requireContinues(signed.head(), found, bytes);
        }
        if (seen == null || !seen.head().equals(found)) {
            memory.keepSeen(log, bytes);
        }
        return new Sealed(found, object.get().etag(), object.get().writtenAt());
    }

    /** A checkpoint that was signed and, as far as is known, never came into the bucket; null where there is none. */
    byte @Nullable [] unsent(Sealed sealed) throws IOException, ArchiveStopped {
        Optional<byte[]> bytes = memory.signed(log);
        VerifiedCheckpoint signed = remembered(bytes);
        if (signed == null || signed.head().size() <= sealed.size()) {
            return null;
        }
        if (!continues(sealed.head(), signed.head())) {
            throw new ArchiveStopped("a checkpoint of " + signed.head().size()
                    + " events was signed that doesn't continue the bucket's of " + sealed.size());
        }
        return bytes.orElseThrow();
    }

    TreeHead headOf(byte[] checkpoint) throws ArchiveStopped {
        return verified(checkpoint).head();
    }

    private VerifiedCheckpoint verified(byte[] bytes) throws ArchiveStopped {
        try {
            return key.verify(log, bytes);
        } catch (MalformedException e) {
            throw new ArchiveStopped("the bucket's checkpoint isn't one of this archive's key and name: "
                    + e.getMessage() + " (expected: key " + key.verifier() + ")");
        }
    }

    private @Nullable VerifiedCheckpoint remembered(Optional<byte[]> bytes) throws ArchiveStopped {
        if (bytes.isEmpty()) {
            return null;
        }
        try {
            return key.verify(log, bytes.get());
        } catch (MalformedException e) {
            throw new ArchiveStopped("the memory of its last checkpoint is altered, or of another key or name: "
                    + e.getMessage() + " (expected: key " + key.verifier() + ")");
        }
    }

    private void requireContinues(TreeHead before, TreeHead found, byte[] bytes) throws IOException, ArchiveStopped {
        if (found.size() < before.size()) {
            memory.keepContradiction(log, bytes);
            throw new ArchiveStopped("its checkpoint was put back: it is of " + found.size()
                    + " events (expected: at least " + before.size() + ")");
        }
        if (!continues(before, found)) {
            memory.keepContradiction(log, bytes);
            throw new ArchiveStopped("its checkpoint of " + found.size() + " events doesn't continue the one of "
                    + before.size() + " before");
        }
    }

    private boolean continues(TreeHead before, TreeHead after) throws IOException {
        if (before.size() == 0 || before.equals(after)) {
            return true;
        }
        try {
            return new TreeReader(objects, after.size())
                    .consistency(before.size(), after.size())
                    .holds(before.root(), after.root());
        } catch (MalformedException e) {
            // A tile is missing or cut: there is no proof.
            return false;
        }
    }
}
