package dev.edgepass.consumer.archive.core;

import dev.edgepass.audit.LogName;
import java.util.Optional;

/**
 * The last checkpoints of each log, beside the archive's key and out of the reach of the bucket's owner: what was seen in the bucket, and what was signed for it. What is
 * written is on the disk when a call returns. Throws {@link java.io.UncheckedIOException} where it can't be read or written.
 */
public interface CheckpointMemory {
    /** What was last seen in the bucket. */
    Optional<byte[]> seen(LogName log);

    /** What was last signed. It may not be in the bucket yet. */
    Optional<byte[]> signed(LogName log);

    void keepSeen(LogName log, byte[] checkpoint);

    void keepSigned(LogName log, byte[] checkpoint);

    /** Keeps, beside the memory, what contradicts it: two signatures are evidence. */
    void keepContradiction(LogName log, byte[] checkpoint);
}
