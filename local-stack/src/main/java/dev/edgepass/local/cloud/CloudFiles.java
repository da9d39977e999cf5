package dev.edgepass.local.cloud;

import dev.edgepass.local.process.LockFile;
import java.nio.file.Path;

/**
 * Where a deployment's files are on this machine.
 *
 * @param env the file {@code .env} beside {@code docker-compose.yml}
 * @param record {@code cloud.json}: what was made
 * @param feedKey the feed key that signs
 * @param feedPublicKeys the public parts of the feed's keys
 * @param usageSecret the secret that signs reports of views
 * @param worker folder of the compiled Worker's modules
 * @param workerConfiguration {@code wrangler.jsonc}
 */
public record CloudFiles(
        Path env,
        Path record,
        Path feedKey,
        Path feedPublicKeys,
        Path usageSecret,
        Path worker,
        Path workerConfiguration) {
    /** One run at a time changes a deployment from this machine; one from another machine isn't noticed. */
    LockFile lock() {
        return LockFile.take(
                record.resolveSibling("cloud.lock"),
                owner -> "Another edgepass cloud (process " + owner + ") is at work on " + record
                        + ": let it end, and run this one again.");
    }
}
