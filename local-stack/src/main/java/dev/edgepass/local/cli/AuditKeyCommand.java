package dev.edgepass.local.cli;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.AuditKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit key}: the archive's verifier key, to be handed to who verifies. */
@Command(
        name = "key",
        description = "Print the verifier key of the archive that is written with this folder's key.",
        mixinStandardHelpOptions = true)
final class AuditKeyCommand implements Runnable {
    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "edgepass",
            description = "The archive's name, edgepass.archive.name of the consumer (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public void run() {
        try {
            Lines lines =
                    new Lines(Objects.requireNonNull(command).commandLine().getOut());
            lines.accept(AuditKey.verifier(data.folder(), name).toString());
        } catch (MalformedException e) {
            throw new StartFailure("'" + name + "' can't be an archive's name: " + e.getMessage() + ".", e);
        }
    }
}
