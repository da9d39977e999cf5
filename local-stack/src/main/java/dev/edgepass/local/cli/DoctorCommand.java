package dev.edgepass.local.cli;

import dev.edgepass.local.cloud.CloudRun;
import dev.edgepass.local.doctor.ContainerDoctor;
import dev.edgepass.local.doctor.Diagnosis;
import dev.edgepass.local.doctor.Doctor;
import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackInfo;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code doctor}: what is well, and what mends the rest (docs/doctor.md). Exit code 0 where no check failed. */
@Command(
        name = "doctor",
        description = "Check the machine, the keys and all parts, and say what mends what isn't well.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object: system, ok, and checks with id, level, seen and mend.")
    private boolean json;

    @Option(
            names = "--inside",
            hidden = true,
            description = "The parts' checks only, from inside the containers' network.")
    private boolean inside;

    @Mixin
    private DataOption data = new DataOption();

    @ArgGroup(exclusive = false, heading = "With the settings in the Cloudflare account (asks for an API token):%n")
    private @Nullable Account account;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    /** The options of {@code cloud plan}, all or none of them. */
    static final class Account extends CloudOptions {
        @Option(names = "--cloudflare", required = true, description = "Check the deployment's part in the account.")
        private boolean isWanted;
    }

    @Override
    public Integer call() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        DataFolder folder = data.folder();
        // Before the other checks: the token is asked for at once, and wrong options end it.
        Optional<CloudRun> cloud = Optional.ofNullable(account).map(options -> options.open(commandLine, folder));
        Diagnosis system = system(folder);
        Diagnosis diagnosis =
                cloud.map(run -> Doctor.withAccount(system, run.observe())).orElse(system);
        PrintWriter out = commandLine.getOut();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(diagnosis.json()));
        } else {
            diagnosis.lines().forEach(out::println);
        }
        out.flush();
        return diagnosis.isOk() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Diagnosis system(DataFolder folder) {
        if (inside) {
            return Doctor.insideContainers(folder, StackInfo.running(folder));
        }
        Optional<Containers> containers = data.containers();
        if (containers.isPresent()) {
            return ContainerDoctor.of(folder, containers.get());
        }
        return StackInfo.live(folder).map(info -> Doctor.ofLocal(folder, info)).orElseGet(() -> Doctor.ofNone(folder));
    }
}
