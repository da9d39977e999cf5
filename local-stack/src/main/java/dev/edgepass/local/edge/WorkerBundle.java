package dev.edgepass.local.edge;

import java.nio.file.Path;
import java.util.List;

/**
 * The compiled Worker.
 *
 * @param folder its modules
 * @param main file name of the entry module in it
 * @param configuration a {@code wrangler.jsonc}, for compatibility date and flags
 * @param wrapper test-only modules that stand beside the Worker's; the first of them is the entry instead. None in the product
 */
public record WorkerBundle(Path folder, String main, Path configuration, List<Path> wrapper) {
    public WorkerBundle {
        wrapper = List.copyOf(wrapper);
    }

    /** The Worker as it is. */
    public WorkerBundle(Path folder, String main, Path configuration) {
        this(folder, main, configuration, List.of());
    }
}
