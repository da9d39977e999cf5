package dev.edgepass.local.cli;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.Ed25519KeyFile;
import dev.edgepass.local.audit.Witness;
import dev.edgepass.local.audit.WitnessMemory;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.SigningKey;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit witness}: looks at each log once; to be run again and again, by who doesn't run the logs. */
@Command(
        name = "witness",
        description =
                "Remember the last checkpoint of each log, and cosign the next one if the log proves that it continues that one.",
        exitCodeOnExecutionException = 2,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every log continues what was seen",
            "1:one doesn't: the memory of it stays as it was",
            "2:it couldn't be read or written, or wrong use: no verdict"
        },
        mixinStandardHelpOptions = true)
final class AuditWitnessCommand implements Callable<Integer> {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the witness's key, made at its first use, and of its memory.")
    private Path state = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "The name that it signs as, such as witness.example/w1.")
    private String name = "";

    @Mixin
    private LogsMixin source = new LogsMixin();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() {
        List<VerifierKey> keys = source.keys();
        Map<String, LogFiles> logs = source.logs();
        LockFile lock =
                LockFile.take(state.resolve("lock"), pid -> "Another witness uses " + state + ": process " + pid + ".");
        try {
            return look(logs, keys, signingKey());
        } finally {
            lock.close();
        }
    }

    private int look(Map<String, LogFiles> logs, List<VerifierKey> keys, SigningKey key) {
        Lines lines = new Lines(Objects.requireNonNull(command).commandLine().getOut());
        Witness witness = new Witness(new WitnessMemory(state), name, key, keys, InstantSource.system());
        boolean areAllGood = true;
        for (Map.Entry<String, LogFiles> log : logs.entrySet()) {
            try {
                Witness.Sight sight = witness.look(LogsMixin.name(log.getKey()), log.getValue());
                areAllGood &= sight.isGood();
                lines.accept(log.getKey() + ": " + sight.words() + ".");
            } catch (IOException e) {
                throw ArchiveMixin.unreadable(log.getKey(), e);
            }
        }
        lines.accept("The cosigned checkpoints are in " + state + "; the witness's verifier key is "
                + key.cosignerKey(name));
        return areAllGood ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private SigningKey signingKey() {
        try {
            SigningKey key = Ed25519KeyFile.loadOrCreate(state.resolve("witness.jwk"));
            key.cosignerKey(name);
            return key;
        } catch (UncheckedIOException e) {
            throw new StartFailure(IoReason.with(e) + ".", e);
        } catch (IllegalStateException e) {
            throw new StartFailure(e.getMessage() + ".", e);
        } catch (MalformedException e) {
            throw new StartFailure("'" + name + "' can't be a witness's name: " + e.getMessage() + ".", e);
        }
    }
}
