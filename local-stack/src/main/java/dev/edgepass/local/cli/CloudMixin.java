package dev.edgepass.local.cli;

import dev.edgepass.local.cloud.CloudRun;
import dev.edgepass.local.stack.DataFolder;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code cloud}'s commands, and the run that they describe. */
final class CloudMixin {
    @Mixin
    private CloudOptions options = new CloudOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the keys and of cloud.json (default: .edgepass in the checkout).")
    private @Nullable Path data;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.@Nullable CommandSpec command;

    /** As {@link CloudOptions#open}. */
    CloudRun open() {
        CommandLine commandLine = Objects.requireNonNull(command).commandLine();
        Path folder = data == null ? options.installation().root().resolve(".edgepass") : data;
        return options.open(commandLine, new DataFolder(folder));
    }
}
