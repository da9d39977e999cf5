package dev.edgepass.benchmarks.leaks;

import dev.edgepass.benchmarks.leaks.Traces.Split;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench leaks}: the tables of docs/leaks.md. */
@Command(
        name = "leaks",
        description = {
            "Measure how often unusual audiences are told from usual ones, on simulated weeks of links.",
            "Nothing is started. The same options give the same figures. Exit code 0."
        },
        mixinStandardHelpOptions = true)
public final class LeaksCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "Fewer weeks: whether it works. The intervals are wide.")
    private boolean quick;

    @Option(
            names = "--train",
            description =
                    "The weeks on which the rule's parameters were chosen, in place of those on which it is measured.")
    private boolean train;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() {
        Split split = train ? Split.TRAIN : Split.TEST;
        LeakTables tables = quick ? quick(split) : full(split);
        Objects.requireNonNull(command).commandLine().getOut().println(tables.text());
        return CommandLine.ExitCode.OK;
    }

    static LeakTables full(Split split) {
        return new LeakTables(split, 2_000, 400);
    }

    static LeakTables quick(Split split) {
        return new LeakTables(split, 40, 6);
    }
}
