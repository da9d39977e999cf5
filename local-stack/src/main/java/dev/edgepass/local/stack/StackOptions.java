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
 * @param backend of the developer's own, beside the local identity
 * @param archive whether the consumer writes the audit's archive
 * @param thumbnails whether thumbnails are made
 * @param serving whether the JVMs are for long work under load, as on a server, instead of for a quick start
 */
public record StackOptions(
        Path data,
        StackPorts ports,
        Optional<Path> media,
        OwnBackend backend,
        UnaryOperator<EdgeHostSettings> edge,
        boolean archive,
        boolean thumbnails,
        boolean serving) {
    /** Without a backend and thumbnails. */
    public StackOptions(
            Path data, StackPorts ports, Optional<Path> media, UnaryOperator<EdgeHostSettings> edge, boolean serving) {
        this(data, ports, media, OwnBackend.NONE, edge, true, false, serving);
    }

    /** With the usual edge, for a quick start. */
    public StackOptions(Path data, StackPorts ports, Optional<Path> media) {
        this(data, ports, media, UnaryOperator.identity(), false);
    }

    /** The same, beside a backend. */
    public StackOptions with(OwnBackend own) {
        return new StackOptions(data, ports, media, own, edge, archive, thumbnails, serving);
    }

    /** The same, but for the archive. */
    public StackOptions withoutArchive() {
        return new StackOptions(data, ports, media, backend, edge, false, thumbnails, serving);
    }

    /** The same, with thumbnails or without. */
    public StackOptions withThumbnails(boolean made) {
        return new StackOptions(data, ports, media, backend, edge, archive, made, serving);
    }
}
