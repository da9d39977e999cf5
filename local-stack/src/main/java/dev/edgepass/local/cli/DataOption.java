package dev.edgepass.local.cli;

import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.DataFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --data}, which every command has. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".edgepass",
            description = "Folder of keys, log, projections and buckets (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".edgepass");

    DataFolder folder() {
        return new DataFolder(folder);
    }

    /** The composed system, where the folder is its. */
    Optional<Containers> containers() {
        return Containers.of(folder());
    }
}
