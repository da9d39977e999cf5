package dev.edgepass.local.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bench}: the benchmarks, a command each. */
@Command(
        name = "bench",
        description = "Measure the system.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchEdgeCommand.class, BenchIssueCommand.class, BenchRevocationCommand.class})
final class BenchCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public void run() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        throw new CommandLine.ParameterException(commandLine, "Which benchmark? (expected: edge, issue or revocation)");
    }
}
