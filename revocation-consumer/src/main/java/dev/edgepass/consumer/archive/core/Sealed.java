package dev.edgepass.consumer.archive.core;

import dev.edgepass.tlog.MerkleHasher;
import dev.edgepass.tlog.TreeHead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A log as its checkpoint in the bucket has it.
 *
 * @param etag of the checkpoint; null where there is none
 * @param at when it was written; null where there is none
 */
public record Sealed(
        TreeHead head, @Nullable String etag, @Nullable Instant at) {
    /** Of a log that has no checkpoint yet. */
    public static final Sealed NONE = new Sealed(new TreeHead(0, new MerkleHasher().empty()), null, null);

    public long size() {
        return head.size();
    }
}
