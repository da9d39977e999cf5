package dev.edgepass.local.cli;

import dev.edgepass.local.backup.Backup;
import dev.edgepass.local.backup.KafkaLogSource;
import dev.edgepass.local.backup.LogSource;
import dev.edgepass.local.backup.PipedLogSource;
import dev.edgepass.local.backup.Tools;
import dev.edgepass.local.client.Http;
import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.status.EdgeKnowledge;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code backup}: keys and both logs of the running system in one encrypted file. */
@Command(
        name = "backup",
        description = "Write keys and log of the running system to one file, encrypted with a passphrase.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Runnable {
    private static final String VERSION = EdgepassCommand.VERSION;

    @Parameters(paramLabel = "FILE", description = "The new file; age opens it too (age-encryption.org).")
    private Path file = Path.of("");

    @Mixin
    private PassphraseMixin passphrase = new PassphraseMixin();

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public void run() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        Path target = Backup.requireNew(file);
        Optional<Containers> containers = data.containers();
        DataFolder folder = data.folder();
        if (containers.isPresent()) {
            Tools tools = arguments -> containers.get().start(Containers.TOOLS, arguments);
            try (PipedLogSource log = new PipedLogSource(tools)) {
                write(
                        commandLine,
                        new Backup(folder, containers.map(Containers::env), log, log.published(), VERSION),
                        target);
            }
        } else {
            StackInfo running = StackInfo.running(folder);
            try (LogSource log = new KafkaLogSource(running.kafka())) {
                write(commandLine, new Backup(folder, Optional.empty(), log, published(running), VERSION), target);
            }
        }
    }

    private void write(CommandLine commandLine, Backup backup, Path target) {
        Lines lines = new Lines(commandLine.getOut());
        lines.accept(backup.write(target, passphrase.chosen(commandLine.getErr()), lines));
    }

    /** The position of the location that is furthest; empty where none answers. */
    static OptionalLong published(StackInfo running) {
        Http http = new Http();
        return running.edges().stream()
                .map(edge -> EdgeKnowledge.of(http, edge))
                .flatMap(Optional::stream)
                .mapToLong(EdgeKnowledge::position)
                .max();
    }
}
