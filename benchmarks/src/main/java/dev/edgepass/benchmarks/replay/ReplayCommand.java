package dev.edgepass.benchmarks.replay;

import dev.edgepass.benchmarks.report.BenchMixin;
import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench replay}: exit code 0 where every program came to its end, what was replayed was equal and every answer right; missed goals are reported and don't change it. */
@Command(
        name = "replay",
        description = {
            "Measure how fast the log is read, folded and verified, beside kafka-consumer-perf-test on the same topic and plain writes to the same Redis, in turns.",
            "Then how fast the audit's index is made of a history, and how soon questions about a moment of it are answered; the history is written once, and stays in the folder.",
            "Needs Maven and, the first time, Maven Central (Kafka's tools). Exit code 0 where all that was replayed was equal and every answer right; missed goals are reported."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of Kafka's tools and of histories, which stay, and of the stack's data (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".edgepass/bench-replay");

    @Option(
            names = "--port-base",
            paramLabel = "P",
            description = "Issuer's port; the other parts use ports after it (default: ${DEFAULT-VALUE}).")
    private int portBase = 8880;

    @Option(names = "--rounds", paramLabel = "N", description = "Turns of every program (default: 5, quick: 1).")
    private @Nullable Integer rounds;

    @Option(names = "--tokens", paramLabel = "N", description = "Tokens in the log (default: 1000000, quick: 5000).")
    private @Nullable Integer tokens;

    @Option(
            names = "--events",
            paramLabel = "N",
            description =
                    "Events in the history that is indexed and asked about (default: 10000000, some 15 GB; quick: 20000).")
    private @Nullable Integer events;

    @CommandLine.Mixin
    private BenchMixin bench = new BenchMixin();

    @Override
    public Integer call() {
        boolean held = new ReplayBench(bench.checked(this::options), bench.out()).run();
        return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private ReplayBenchOptions options() {
        return new ReplayBenchOptions(
                data,
                new StackPorts(portBase, 1),
                bench.size(rounds, 5, 1),
                bench.size(tokens, 1_000_000, 5_000),
                bench.size(events, 10_000_000, 20_000),
                bench.quick() ? 100 : 4_000,
                bench.json(),
                bench.svg());
    }
}
