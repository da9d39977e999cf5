package dev.edgepass.local.cli;

import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A backup's passphrase: typed, the first line of standard input, or the first line of a file. Never an argument, which other users of the machine could read. */
final class PassphraseMixin {
    private static final int SHORTEST = 12;
    private static final int LARGEST_FILE = 10_000;

    @Option(
            names = "--passphrase-file",
            paramLabel = "F",
            description = "Take the passphrase from this file's first line (default: ask, or standard input's).")
    private @Nullable Path file;

    /**
     * The passphrase of a new backup, in UTF-8: typed twice.
     *
     * @throws StartFailure where it is too short, or the two differ
     */
    byte[] chosen(PrintWriter err) {
        Prompt prompt = new Prompt(err);
        String passphrase = file == null ? prompt.secret("Passphrase for the backup: ") : fromFile(file, err);
        if (passphrase.length() < SHORTEST) {
            throw new StartFailure("The passphrase has " + passphrase.length() + " characters (expected: at least "
                    + SHORTEST + "): whoever guesses it has all keys.");
        }
        if (file == null
                && prompt.isTerminal()
                && !prompt.secret("The same once more: ").equals(passphrase)) {
            throw new StartFailure("The two passphrases differ: try again.");
        }
        return passphrase.getBytes(StandardCharsets.UTF_8);
    }

    /** The passphrase of a backup that there is, in UTF-8. */
    byte[] known(PrintWriter err) {
        Path given = file;
        String passphrase = given == null ? new Prompt(err).secret("Passphrase of the backup: ") : fromFile(given, err);
        return passphrase.getBytes(StandardCharsets.UTF_8);
    }

    private static String fromFile(Path file, PrintWriter err) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new StartFailure(file + " is too large to be a passphrase.");
            }
            if (OwnerOnly.isOpen(file)) {
                err.println("Others may read " + file + ": run chmod 600 " + file + ".");
                err.flush();
            }
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new StartFailure("Can't read " + file + " (" + IoReason.of(e) + ").", e);
        }
    }
}
