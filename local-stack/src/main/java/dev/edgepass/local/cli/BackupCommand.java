package dev.edgepass.local.cli;

import dev.edgepass.local.backup.Backup;
import dev.edgepass.local.backup.KafkaLogSource;
import dev.edgepass.local.backup.LogSource;
import dev.edgepass.local.client.Http;
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
        DataFolder folder = data.folder();
        StackInfo running = StackInfo.running(folder);
        Path target = Backup.requireNew(file);
        Lines lines = new Lines(commandLine.getOut());
        try (LogSource log = new KafkaLogSource(running.kafka())) {
            Backup backup = new Backup(folder, Optional.empty(), log, published(running), EdgepassCommand.VERSION);
            lines.accept(backup.write(target, passphrase.chosen(commandLine.getErr()), lines));
        }
    }

    private static OptionalLong published(StackInfo running) {
        Http http = new Http();
        return running.edges().stream()
                .map(edge -> EdgeKnowledge.of(http, edge))
                .flatMap(Optional::stream)
                .mapToLong(EdgeKnowledge::position)
                .max();
    }
}
