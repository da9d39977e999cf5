package dev.edgepass.benchmarks.edge;

import dev.edgepass.benchmarks.report.ResultOptions;
import dev.edgepass.local.install.Installation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench edge}: exit code 0 where the run was sound; missed goals are told. */
@Command(
        name = "edge",
        description = {
            "Measure what the Worker costs: CPU a request on plain workerd, beside a do-nothing Worker and the same job by hand with raw WebCrypto, jose and @tsndr/cloudflare-worker-jwt.",
            "Needs Linux. Exit code 0 where every Worker answered every request as it should; missed goals are told."
        },
        mixinStandardHelpOptions = true)
public final class EdgeCommand implements Runnable {
    @Option(names = "--rounds", paramLabel = "N", description = "Turns of every Worker (default: 60, quick: 2).")
    private @Nullable Integer rounds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the order of turns and of what is asked for (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--quick",
            description = "Small sizes: whether it works, in less than a minute. The figures say little.")
    private boolean quick;

    @CommandLine.Mixin
    private ResultOptions result = new ResultOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public void run() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        new EdgeBench(options(commandLine), Installation.find(), commandLine.getOut()).run();
    }

    private EdgeBenchOptions options(CommandLine commandLine) {
        int asked = rounds != null ? rounds : quick ? 2 : 60;
        try {
            return new EdgeBenchOptions(asked, seed, quick, result.json(), result.svg());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine, e.getMessage());
        }
    }
}
