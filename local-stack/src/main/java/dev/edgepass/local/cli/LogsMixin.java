package dev.edgepass.local.cli;

import dev.edgepass.local.audit.LogUrl;
import dev.edgepass.local.audit.VerifierKeys;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** {@code --dir} or {@code --url}, {@code --token-file} and {@code --key}: logs, and whom to trust for them. */
final class LogsMixin {
    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description = "The archive's verifier key, or a file with such keys. Not from where the logs are.")
    private String key = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "With --url: a file with the bearer token that the log wants.")
    private @Nullable Path tokenFile;

    /** Of the logs. */
    private static final class Where {
        @Option(
                names = "--dir",
                paramLabel = "DIR",
                required = true,
                description = "Folder of logs, or of one: each has a checkpoint and tile/, and the log's name.")
        private @Nullable Path folder;

        @Option(
                names = "--url",
                paramLabel = "URL",
                required = true,
                description = "A log's URL, which ends with its name: its checkpoint and tile/ are below.")
        private @Nullable String url;
    }

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.@Nullable CommandSpec command;

    /**
     * The logs, each by its folder's name or its URL, which ends with a slash.
     *
     * @throws StartFailure where there is none
     */
    Map<String, LogFiles> logs() {
        Map<String, LogFiles> logs = new LinkedHashMap<>();
        if (where.folder != null) {
            ArchiveMixin.logs(where.folder).forEach(log -> logs.put(log.name(), log));
        } else {
            LogUrl log = LogUrl.of(Objects.requireNonNull(where.url), token());
            logs.put(log.toString(), log);
        }
        return logs;
    }

    /** The name of one of {@link #logs}, as files have it: of a URL the last part. */
    static String name(String log) {
        String url = log.replaceFirst("/+$", "");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    List<VerifierKey> keys() {
        return VerifierKeys.of(key);
    }

    private Optional<String> token() {
        if (tokenFile == null) {
            return Optional.empty();
        }
        if (OwnerOnly.isOpen(tokenFile)) {
            Objects.requireNonNull(command)
                    .commandLine()
                    .getErr()
                    .println("Others may read " + tokenFile + ": run chmod 600 " + tokenFile + ".");
        }
        try {
            return Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw ArchiveMixin.unreadable(tokenFile.toString(), e);
        }
    }
}
