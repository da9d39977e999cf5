package dev.edgepass.benchmarks.report;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of every benchmark: how much, and where it writes its result. */
public final class BenchMixin {
    @Option(
            names = "--quick",
            description = "Small sizes: whether it works, in a minute or two. The figures say little.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there, as JSON.")
    private @Nullable Path json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write the chart there.")
    private @Nullable Path svg;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.@Nullable CommandSpec command;

    public boolean quick() {
        return quick;
    }

    /** File for the result, for programs. */
    public Optional<Path> json() {
        return Optional.ofNullable(json);
    }

    /** File for the chart. */
    public Optional<Path> svg() {
        return Optional.ofNullable(svg);
    }

    /** The size that was given, or the default of a full or of a quick run. */
    public int size(@Nullable Integer given, int full, int small) {
        return given != null ? given : quick ? small : full;
    }

    /**
     * What {@code options} makes of the command line.
     *
     * @throws CommandLine.ParameterException where it throws {@link IllegalArgumentException}: a value is out of range
     */
    public <T> T checked(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine(), e.getMessage());
        }
    }

    public PrintWriter out() {
        return commandLine().getOut();
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(command).commandLine();
    }
}
