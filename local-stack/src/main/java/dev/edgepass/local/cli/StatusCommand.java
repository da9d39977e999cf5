package dev.edgepass.local.cli;

import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.status.PartStatus;
import dev.edgepass.local.status.StackStatus;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code status}: which parts run and answer, the position of each and the age of its knowledge. Exit code 0 where all of it answers. */
@Command(
        name = "status",
        description = "Say which parts run, and the position and age of what each knows.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object: {\"up\":...,\"parts\":[{\"part\":...,\"up\":...},...]}.")
    private boolean json;

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() {
        StackStatus status = StackStatus.of(running(data.folder()));
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("up", status.allUp());
            object.put("parts", status.parts().stream().map(PartStatus::json).toList());
            out.println(JsonMapper.shared().writeValueAsString(object));
        } else {
            status.parts()
                    .forEach(part -> out.printf("%-9s %-4s %s%n", part.part(), part.up() ? "up" : "DOWN", part.text()));
        }
        out.flush();
        return status.allUp() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** The stack that runs on {@code data}. */
    static StackInfo running(DataFolder data) {
        return ifRunning(data)
                .orElseThrow(() ->
                        new StartFailure("Edgepass doesn't run on " + data.path() + ": start it with edgepass up."));
    }

    /** The stack that runs on {@code data}; empty where none does. */
    static Optional<StackInfo> ifRunning(DataFolder data) {
        return StackInfo.read(data).filter(info -> isAlive(info.pids().getOrDefault("up", -1L)));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
