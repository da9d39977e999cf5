package dev.edgepass.local.cloud;

import java.nio.file.Path;

/**
 * Where a deployment's files are on this machine.
 *
 * @param env the file {@code .env} beside {@code docker-compose.yml}
 * @param record {@code cloud.json}: what was made
 * @param feedKey the feed key that signs
 * @param feedPublicKeys the public parts of the feed's keys
 * @param worker folder of the compiled Worker's modules
 * @param workerConfiguration {@code wrangler.jsonc}
 */
public record CloudFiles(
        Path env, Path record, Path feedKey, Path feedPublicKeys, Path worker, Path workerConfiguration) {}
