package dev.edgepass.consumer.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A log of the archive.
 *
 * @param id {@code <topic>-<partition>} for the one that goes on, with {@code .<topic id>[-<position>]} for one of an earlier topic or epoch
 * @param origin as its checkpoints say it
 * @param size the number of events under the last checkpoint: the offset of the first that isn't; 0 where none is signed yet
 * @param sealedAt when that checkpoint was written; null where none is
 */
public record ArchivedLog(
        String id, String origin, long size, @Nullable Instant sealedAt) {}
