package dev.edgepass.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files with secrets. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** Writes {@code text} to {@code file} with mode 0600, atomically: a reader finds the whole of the old file or of the new one. */
    public static void write(Path file, String text) throws IOException {
        // A temporary file is made with mode 0600.
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
