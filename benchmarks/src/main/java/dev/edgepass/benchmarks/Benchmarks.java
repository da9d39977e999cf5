package dev.edgepass.benchmarks;

import dev.edgepass.benchmarks.edge.EdgeCommand;
import dev.edgepass.benchmarks.issue.IssueCommand;
import dev.edgepass.benchmarks.leaks.LeaksCommand;
import dev.edgepass.benchmarks.replay.ReplayCommand;
import dev.edgepass.benchmarks.revocation.RevocationCommand;
import dev.edgepass.local.cli.EdgepassCommand;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Main class of {@code ./edgepass bench}: the benchmarks, a command each. */
@Command(
        name = "edgepass bench",
        description = "Measure the system.",
        mixinStandardHelpOptions = true,
        version = EdgepassCommand.VERSION,
        subcommands = {
            EdgeCommand.class,
            IssueCommand.class,
            LeaksCommand.class,
            ReplayCommand.class,
            RevocationCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Benchmarks implements Runnable {
    /** Folder of the scripts for Node, below the checkout's root. */
    public static final String SCRIPTS = "benchmarks/src/main/node";

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    private Benchmarks() {}

    public static void main(String[] args) {
        System.exit(EdgepassCommand.commandLine(new Benchmarks()).execute(args));
    }

    @Override
    public void run() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        throw new CommandLine.ParameterException(
                commandLine, "Which benchmark? (expected: edge, issue, leaks, replay or revocation)");
    }
}
