package dev.edgepass.local.cli;

import dev.edgepass.local.backup.ContainersTarget;
import dev.edgepass.local.backup.LocalTarget;
import dev.edgepass.local.backup.Restore;
import dev.edgepass.local.backup.RestoreTarget;
import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.DotEnv;
import dev.edgepass.local.stack.StackOptions;
import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: a backup's keys and log to where there are none, and a new epoch. */
@Command(
        name = "restore",
        description =
                "Restore a backup to a system that has no keys and no log, begin a new epoch, and list what was lost.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A file that edgepass backup has written.")
    private Path file = Path.of("");

    @Option(
            names = "--port-base",
            paramLabel = "P",
            description = "As for up: Kafka, Redis and R2 listen there meanwhile (default: ${DEFAULT-VALUE}).")
    private int portBase = 8780;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            description =
                    "Number of Kafka's brokers that get the log, 1 or 3; not for containers (default: ${DEFAULT-VALUE}).")
    private int brokers = 1;

    @Mixin
    private PassphraseMixin passphrase = new PassphraseMixin();

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        DataFolder folder = data.folder();
        Lines lines = new Lines(commandLine.getOut());
        StackPorts ports = ports(commandLine);
        RestoreTarget local = new LocalTarget(new StackOptions(folder.path(), ports, Optional.empty()), lines);
        // Before a passphrase is typed. Keys are in the way of the composed system, too.
        Restore.requireEmpty(local);
        Restore.Checked backup = Restore.check(file, passphrase.known(commandLine.getErr()));
        RestoreTarget target;
        Optional<Path> env = Optional.empty();
        if (backup.isOfContainers()) {
            Containers containers = Containers.ofCheckout();
            env = Optional.of(containers.env());
            target = new ContainersTarget(containers, folder, new DotEnv(containers.env()));
        } else {
            target = local;
        }
        backup.to(folder, env, target, lines).run();
        lines.accept("Next: " + target.next());
        return CommandLine.ExitCode.OK;
    }

    private StackPorts ports(CommandLine commandLine) {
        try {
            return new StackPorts(portBase, 1, brokers);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine, String.valueOf(e.getMessage()));
        }
    }
}
