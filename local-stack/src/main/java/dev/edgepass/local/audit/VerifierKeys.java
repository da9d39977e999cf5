package dev.edgepass.local.audit;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Verifier keys as a person gives them: the text of one, or a file with one a line, where empty lines and those with a {@code #} are left out. */
public final class VerifierKeys {
    private static final int LONGEST_FILE = 1 << 20;

    private VerifierKeys() {}

    /**
     * @throws StartFailure where it is neither
     */
    public static List<VerifierKey> of(String textOrFile) {
        Path file = Path.of(textOrFile);
        List<String> lines = Files.isRegularFile(file) ? lines(file) : List.of(textOrFile);
        try {
            return lines.stream().map(VerifierKey::parse).toList();
        } catch (MalformedException e) {
            throw new StartFailure("'" + textOrFile + "' is neither a verifier key nor a file of them: "
                    + e.getMessage() + ". Such a key is <name>+<8 hexadecimal digits>+<base64>.");
        }
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new StartFailure(file + " is too long to be a file of verifier keys.");
            }
            List<String> lines = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (lines.isEmpty()) {
                throw new StartFailure(file + " has no verifier key.");
            }
            return lines;
        } catch (IOException e) {
            throw new StartFailure(file + " can't be read: " + IoReason.of(e) + ".", e);
        }
    }
}
