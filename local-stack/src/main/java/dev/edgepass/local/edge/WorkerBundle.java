package dev.edgepass.local.edge;

import java.nio.file.Path;

/**
 * The compiled Worker.
 *
 * @param folder its modules
 * @param main file name of the entry module in it
 * @param configuration a {@code wrangler.jsonc}, for compatibility date and flags
 */
public record WorkerBundle(Path folder, String main, Path configuration) {}
