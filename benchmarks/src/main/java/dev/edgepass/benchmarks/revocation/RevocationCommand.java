package dev.edgepass.benchmarks.revocation;

import dev.edgepass.benchmarks.report.ResultOptions;
import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench revocation}: exit code 0 only if every promise held; missed goals of speed are told. */
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
            description = "Revocations (default: 200, quick: 3); by both designs the first 20.")
    private @Nullable Integer rounds;

    @Option(
            names = "--poll-ms",
            paramLabel = "N",
            description = "The Worker's POLL_MS: between two reads of the head (default: ${DEFAULT-VALUE}).")
    private int pollMillis = 1_500;

    @Option(names = "--burst", paramLabel = "N", description = "Revocations at once (default: 10000, quick: 500).")
    private @Nullable Integer burst;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Live tokens of one link (default: 1000000, quick: 2000).")
    private @Nullable Integer tokens;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Control events at once (default: 1000000, quick: 2000).")
    private @Nullable Integer events;

    @Option(names = "--entries", paramLabel = "N", description = "Live entries (default: 1000000, quick: none).")
    private @Nullable Integer entries;

    @Option(names = "--seed", paramLabel = "N", description = "Of delays, ids and pauses (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--quick",
            description = "Small sizes: whether it works, in less than two minutes. The figures say little.")
    private boolean quick;

    @CommandLine.Mixin
    private ResultOptions result = new ResultOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        boolean held = new RevocationBench(options(commandLine), commandLine.getOut()).run();
        return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private RevocationBenchOptions options(CommandLine commandLine) {
        int revocations = size(rounds, 200, 3);
        try {
            return new RevocationBenchOptions(
                    Optional.ofNullable(data),
                    new StackPorts(portBase, size(pops, 24, 3)),
                    revocations,
                    Math.min(OTHER_ROUNDS, revocations),
                    quick ? Duration.ofSeconds(10) : Duration.ofSeconds(120),
                    pollMillis,
                    size(burst, 10_000, 500),
                    size(tokens, 1_000_000, 2_000),
                    size(events, 1_000_000, 2_000),
                    size(entries, 1_000_000, 0),
                    seed,
                    result.json(),
                    result.svg());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine, e.getMessage());
        }
    }

    private int size(@Nullable Integer given, int full, int small) {
        if (given != null) {
            return given;
        }
        return quick ? small : full;
    }
}
