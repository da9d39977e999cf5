package dev.edgepass.local.stack;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code up} and {@code demo} are asked for.
 *
 * @param media folder whose files are in the media bucket before the stack is ready
 */
public record StackOptions(Path data, StackPorts ports, Optional<Path> media) {}
