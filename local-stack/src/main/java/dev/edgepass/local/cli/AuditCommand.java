package dev.edgepass.local.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code audit}: what a third party does with an archive, offline (docs/audit.md). */
@Command(
        name = "audit",
        description =
                "Verify an archive of the log with its public key, prove an event of it, export it, witness it; print that key.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AuditVerifyCommand.class,
            AuditProveCommand.class,
            AuditCheckProofCommand.class,
            AuditExportCommand.class,
            AuditWitnessCommand.class,
            AuditKeyCommand.class
        })
final class AuditCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(command).commandLine(),
                "Missing command (expected: verify, prove, check-proof, export, witness or key)");
    }
}
