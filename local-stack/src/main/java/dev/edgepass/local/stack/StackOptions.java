package dev.edgepass.local.stack;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code up}, {@code demo} and {@code bench} are asked for.
 *
 * @param media folder whose files are in the media bucket before the stack is ready
 * @param model how the locations see R2 and KV; empty: as they are on this machine
 * @param serving whether the JVMs are for long work under load, as on a server, instead of for a quick start
 */
public record StackOptions(
        Path data, StackPorts ports, Optional<Path> media, Optional<StoreModel> model, boolean serving) {
    /** With the stores as they are. */
    public StackOptions(Path data, StackPorts ports, Optional<Path> media) {
        this(data, ports, media, Optional.empty());
    }

    /** For quick starts. */
    public StackOptions(Path data, StackPorts ports, Optional<Path> media, Optional<StoreModel> model) {
        this(data, ports, media, model, false);
    }
}
