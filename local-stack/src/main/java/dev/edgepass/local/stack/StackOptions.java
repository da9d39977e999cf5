package dev.edgepass.local.stack;

import dev.edgepass.local.edge.EdgeHostSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The options of a stack.
 *
 * @param media folder whose files are in the media bucket before the stack is ready
 * @param edge makes the edge host's settings from the usual ones
 * @param serving whether the JVMs are for long work under load, as on a server, instead of for a quick start
 */
public record StackOptions(
        Path data, StackPorts ports, Optional<Path> media, UnaryOperator<EdgeHostSettings> edge, boolean serving) {
    /** With the usual edge, for a quick start. */
    public StackOptions(Path data, StackPorts ports, Optional<Path> media) {
        this(data, ports, media, UnaryOperator.identity(), false);
    }
}
