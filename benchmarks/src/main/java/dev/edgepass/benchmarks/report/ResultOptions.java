package dev.edgepass.benchmarks.report;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a benchmark writes its result: the options of every command. */
public final class ResultOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there.")
    private @Nullable Path json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write the picture there.")
    private @Nullable Path svg;

    /** File for the result, for programs. */
    public Optional<Path> json() {
        return Optional.ofNullable(json);
    }

    /** File for the picture. */
    public Optional<Path> svg() {
        return Optional.ofNullable(svg);
    }
}
