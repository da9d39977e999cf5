package dev.edgepass.benchmarks.edge;

import dev.edgepass.benchmarks.report.BenchMixin;
import dev.edgepass.local.install.Installation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench edge}: exit code 0 where the run was sound; missed goals are reported and don't change it. */
@Command(
        name = "edge",
        description = {
            "Measure what the Worker costs: CPU a request on plain workerd, beside a do-nothing Worker and the same job by hand with raw WebCrypto, jose and @tsndr/cloudflare-worker-jwt.",
            "Needs Linux. Exit code 0 where every Worker answered every request as it should; missed goals are reported."
        },
        mixinStandardHelpOptions = true)
public final class EdgeCommand implements Runnable {
    @Option(names = "--rounds", paramLabel = "N", description = "Turns of every Worker (default: 60, quick: 2).")
    private @Nullable Integer rounds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the order of turns and of the requests (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @CommandLine.Mixin
    private BenchMixin bench = new BenchMixin();

    @Override
    public void run() {
        EdgeBenchOptions options = bench.checked(
                () -> new EdgeBenchOptions(bench.size(rounds, 60, 2), seed, bench.quick(), bench.json(), bench.svg()));
        new EdgeBench(options, Installation.find(), bench.out()).run();
    }
}
