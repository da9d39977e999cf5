package dev.edgepass.local.cli;

import dev.edgepass.local.audit.LogDirectory;
import dev.edgepass.local.audit.VerifierKeys;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --dir} and {@code --key}: an archive, and whom to trust for it. */
final class ArchiveMixin {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            required = true,
            description = "Folder of logs, or of one: each has a checkpoint, tile/ and blob/, and the log's name.")
    private Path folder = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description = "The archive's verifier key, or a file with such keys. Not from who gave you the folder.")
    private String key = "";

    /**
     * @throws StartFailure where there is none
     */
    List<LogDirectory> logs() {
        return logs(folder);
    }

    /**
     * The logs in a folder.
     *
     * @throws StartFailure where there is none
     */
    static List<LogDirectory> logs(Path folder) {
        try {
            List<LogDirectory> logs = LogDirectory.in(folder);
            if (logs.isEmpty()) {
                throw new StartFailure("There is no log in " + folder + " (expected: a folder with a checkpoint).");
            }
            return logs;
        } catch (IOException e) {
            throw unreadable(folder.toString(), e);
        }
    }

    /**
     * @throws StartFailure where there is none of that name
     */
    LogDirectory log(String name) {
        List<LogDirectory> logs = logs();
        return logs.stream()
                .filter(log -> log.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StartFailure("There is no log " + name + " in " + folder + " (expected: "
                        + String.join(
                                ", ", logs.stream().map(LogDirectory::name).toList()) + ")."));
    }

    List<VerifierKey> keys() {
        return VerifierKeys.of(key);
    }

    static StartFailure unreadable(String what, IOException e) {
        return new StartFailure(what + " can't be read: " + IoReason.of(e) + ".", e);
    }
}
