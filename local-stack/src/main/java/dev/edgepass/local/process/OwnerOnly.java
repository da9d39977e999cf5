package dev.edgepass.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files with secrets. */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Whether {@code mode} lets others in, too. */
    public static boolean isOpen(Set<PosixFilePermission> mode) {
        return !OWNER.containsAll(mode);
    }

    /** Whether {@code file} lets others in, too; false where it isn't there or its file system has no modes: who reads it will say why. */
    public static boolean isOpen(Path file) {
        try {
            return isOpen(Files.getPosixFilePermissions(file));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

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
