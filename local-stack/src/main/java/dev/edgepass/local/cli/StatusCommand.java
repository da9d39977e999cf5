package dev.edgepass.local.cli;

import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.status.PartStatus;
import dev.edgepass.local.status.StackStatus;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
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
    public Integer call() throws InterruptedException {
        Optional<Containers> containers = data.containers();
        if (containers.isPresent()) {
            return containers.get().run(Containers.TOOLS, json ? List.of("status", "--json") : List.of("status"));
        }
        StackStatus status = StackStatus.of(StackInfo.running(data.folder()));
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
}
