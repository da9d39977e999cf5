package dev.edgepass.benchmarks.revocation;

import dev.edgepass.benchmarks.report.BenchMixin;
import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench revocation}: exit code 0 only if every promise held; missed goals are reported and don't change it. */
@Command(
        name = "revocation",
        description = {
            "Measure how soon a revocation is in force everywhere, beside a design with one KV key for each revoked token, and whether that holds with large numbers.",
            "R2 and KV are slow and behind, as far locations see them. Exit code 0 only if no view was granted more than 5 s after its revocation was published."
        },
        mixinStandardHelpOptions = true)
public final class RevocationCommand implements Callable<Integer> {
    private static final int OTHER_ROUNDS = 20;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the stack's data (default: a temporary one, deleted at the end).")
    private @Nullable Path data;

    @Option(
            names = "--port-base",
            paramLabel = "P",
            description =
                    "Issuer's port; the other parts use the ports after it (default: 8880, to stay out of the way of edgepass up).")
    private int portBase = 8880;

    @Option(names = "--pops", paramLabel = "N", description = "Number of edge locations (default: 24, quick: 3).")
    private @Nullable Integer pops;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Revocations (default: 200, quick: 3); the first 20 of them by both designs.")
    private @Nullable Integer rounds;

    @Option(
            names = "--poll-ms",
            paramLabel = "N",
            description =
                    "The Worker's POLL_MS: milliseconds between two reads of the head (default: ${DEFAULT-VALUE}).")
    private int pollMillis = 1_500;

    @Option(names = "--burst", paramLabel = "N", description = "Revocations in the burst (default: 10000, quick: 500).")
    private @Nullable Integer burst;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Live tokens of one link (default: 1000000, quick: 2000).")
    private @Nullable Integer tokens;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Control events in a row (default: 1000000, quick: 2000).")
    private @Nullable Integer events;

    @Option(names = "--entries", paramLabel = "N", description = "Live entries (default: 1000000, quick: none).")
    private @Nullable Integer entries;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of delays, ids and pauses (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @CommandLine.Mixin
    private BenchMixin bench = new BenchMixin();

    @Override
    public Integer call() {
        boolean held = new RevocationBench(bench.checked(this::options), bench.out()).run();
        return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private RevocationBenchOptions options() {
        int revocations = bench.size(rounds, 200, 3);
        return new RevocationBenchOptions(
                Optional.ofNullable(data),
                new StackPorts(portBase, bench.size(pops, 24, 3)),
                revocations,
                Math.min(OTHER_ROUNDS, revocations),
                bench.quick() ? Duration.ofSeconds(10) : Duration.ofSeconds(120),
                pollMillis,
                bench.size(burst, 10_000, 500),
                bench.size(tokens, 1_000_000, 2_000),
                bench.size(events, 1_000_000, 2_000),
                bench.size(entries, 1_000_000, 0),
                seed,
                bench.json(),
                bench.svg());
    }
}
