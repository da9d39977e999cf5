package dev.edgepass.local.cli;

import dev.edgepass.local.stack.StackOptions;
import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that start a stack. */
public final class StackMixin {
    @Option(names = "--pops", paramLabel = "N", description = "Number of edge locations (up: 1, demo: 4).")
    private @Nullable Integer pops;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            description =
                    "Number of Kafka's brokers, 1 or 3, which stays as it is at the first start (default: 1, or as the folder has it).")
    private @Nullable Integer brokers;

    @Option(
            names = "--media",
            paramLabel = "DIR",
            description = "Upload this folder's files before the stack is ready; keys are their paths in it.")
    private @Nullable Path media;

    @Option(
            names = "--port-base",
            paramLabel = "P",
            description = "Issuer's port; the other parts use the ports after it (default: ${DEFAULT-VALUE}).")
    private int portBase = 8780;

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.@Nullable CommandSpec command;

    /**
     * The options of the stack to start.
     *
     * @param defaultPops number of locations where none is given
     * @throws CommandLine.ParameterException where a number is out of range
     */
    public StackOptions options(int defaultPops) {
        try {
            int nodes = brokers == null ? data.folder().brokers() : brokers;
            StackPorts ports = new StackPorts(portBase, pops == null ? defaultPops : pops, nodes);
            return new StackOptions(data.folder().path(), ports, Optional.ofNullable(media));
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(command).commandLine(), e.getMessage());
        }
    }
}
