package dev.edgepass.consumer.archive.core;

import dev.edgepass.audit.LogName;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.Checkpoint;
import dev.edgepass.tlog.SigningKey;
import dev.edgepass.tlog.TreeHead;
import dev.edgepass.tlog.UnverifiedCheckpoint;
import dev.edgepass.tlog.VerifiedCheckpoint;
import dev.edgepass.tlog.VerifierKey;
import java.util.List;

/**
 * The archive's name and key.
 *
 * @param name the first part of every origin
 */
public record ArchiveKey(String name, SigningKey key) {
    /** With which others verify its checkpoints. */
    public VerifierKey verifier() {
        return key.verifierKey(name);
    }

    byte[] sign(LogName log, TreeHead head) {
        return key.sign(name, new Checkpoint(log.origin(name), head)).toBytes();
    }

    /**
     * @throws MalformedException where it isn't a checkpoint of that log under this key
     */
    VerifiedCheckpoint verify(LogName log, byte[] checkpoint) {
        VerifiedCheckpoint verified = UnverifiedCheckpoint.parse(checkpoint).verify(List.of(verifier()));
        String origin = log.origin(name);
        if (!verified.origin().equals(origin)) {
            throw new MalformedException("its origin is " + verified.origin() + " (expected: " + origin + ")");
        }
        return verified;
    }

    @Override
    public String toString() {
        return "ArchiveKey[" + verifier() + "]";
    }
}
