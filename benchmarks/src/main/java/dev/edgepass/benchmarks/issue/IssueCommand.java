package dev.edgepass.benchmarks.issue;

import dev.edgepass.benchmarks.report.ResultOptions;
import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench issue}: exit code 0 where every answer was a token; missed goals are told. */
@Command(
        name = "issue",
        description = {
            "Measure how many tokens the issuer gives, and what one costs, beside Keycloak and Spring Security's authorization server, with everything that it needs on the same machine.",
            "Needs Linux, Maven and, the first time, Maven Central (Keycloak has 170 MB). Exit code 0 where every answer was a token; missed goals are told."
        },
        mixinStandardHelpOptions = true)
public final class IssueCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the peers, which stay, and of the stack's data (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".edgepass/bench-issue");

    @Option(
            names = "--port-base",
            paramLabel = "P",
            description = "Issuer's port; the other parts use ports after it (default: ${DEFAULT-VALUE}).")
    private int portBase = 8880;

    @Option(names = "--rounds", paramLabel = "N", description = "Turns of every server (default: 9, quick: 2).")
    private @Nullable Integer rounds;

    @Option(names = "--connections", paramLabel = "N", description = "That ask at once (default: ${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(
            names = "--soak",
            paramLabel = "SECONDS",
            description =
                    "At the end, at 80 %% of the maximum (default: ${DEFAULT-VALUE}; 300 for the published figures).")
    private int soak;

    @Option(names = "--no-peers", description = "Edgepass and the floor alone.")
    private boolean alone;

    @Option(names = "--quick", description = "Short turns: whether it works. The figures say little.")
    private boolean quick;

    @CommandLine.Mixin
    private ResultOptions result = new ResultOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        boolean held = new IssueBench(options(commandLine), commandLine.getOut()).run();
        return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private IssueBenchOptions options(CommandLine commandLine) {
        try {
            return new IssueBenchOptions(
                    data,
                    new StackPorts(portBase, 1),
                    rounds != null ? rounds : quick ? 2 : 9,
                    Duration.ofSeconds(quick ? 3 : 10),
                    Duration.ofSeconds(quick ? 5 : 180),
                    Duration.ofSeconds(soak),
                    !alone,
                    connections,
                    result.json(),
                    result.svg());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine, e.getMessage());
        }
    }
}
