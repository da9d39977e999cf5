package dev.edgepass.benchmarks.issue;

import dev.edgepass.benchmarks.report.BenchMixin;
import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench issue}: exit code 0 where every answer was a token; missed goals are reported and don't change it. */
@Command(
        name = "issue",
        description = {
            "Measure how many tokens the issuer gives, and what one costs, beside Keycloak and Spring Security's authorization server, with everything that it needs on the same machine.",
            "Needs Linux, Maven and, the first time, Maven Central (Keycloak has 170 MB). Exit code 0 where every answer was a token; missed goals are reported."
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

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections that ask at the same time (default: ${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(
            names = "--soak",
            paramLabel = "SECONDS",
            description =
                    "Load at the end, at 80 %% of the maximum rate (default: ${DEFAULT-VALUE}; 300 for the published figures).")
    private int soak;

    @Option(names = "--no-peers", description = "Measure Edgepass and the floor only.")
    private boolean alone;

    @CommandLine.Mixin
    private BenchMixin bench = new BenchMixin();

    @Override
    public Integer call() {
        boolean held = new IssueBench(bench.checked(this::options), bench.out()).run();
        return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private IssueBenchOptions options() {
        return new IssueBenchOptions(
                data,
                new StackPorts(portBase, 1),
                bench.size(rounds, 9, 2),
                Duration.ofSeconds(bench.quick() ? 3 : 10),
                Duration.ofSeconds(bench.quick() ? 5 : 180),
                Duration.ofSeconds(soak),
                !alone,
                connections,
                bench.json(),
                bench.svg());
    }
}
