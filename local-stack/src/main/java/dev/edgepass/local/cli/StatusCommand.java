package dev.edgepass.local.cli;

import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.HttpProbe;
import dev.edgepass.local.stack.StackInfo;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: what runs, and whether it answers. Exit code 0 where all of it does. */
@Command(name = "status", description = "Say which parts run and whether they answer.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    private boolean allUp = true;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        StackInfo info = running(data.folder());
        info.pids().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(part -> print(out, part.getKey(), "process " + part.getValue(), isAlive(part.getValue())));
        print(
                out,
                "issuer",
                info.issuer().toString(),
                HttpProbe.isOk(info.issuer().resolve("/actuator/health/readiness")));
        info.edges().forEach(edge -> print(out, "edge", edge.toString(), HttpProbe.isOk(edge.resolve("/healthz"))));
        out.flush();
        return allUp ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** The stack that runs on {@code data}. */
    static StackInfo running(DataFolder data) {
        return StackInfo.read(data)
                .filter(info -> isAlive(info.pids().getOrDefault("up", -1L)))
                .orElseThrow(() ->
                        new StartFailure("Edgepass doesn't run on " + data.path() + ": start it with edgepass up."));
    }

    private void print(PrintWriter out, String part, String where, boolean up) {
        allUp &= up;
        out.printf("%-9s %-4s %s%n", part, up ? "up" : "DOWN", where);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
