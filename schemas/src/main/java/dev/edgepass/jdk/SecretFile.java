package dev.edgepass.jdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A text in a file that only its owner reads, made once. */
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");

    private SecretFile() {}

    /**
     * The text in {@code file}; made there, with mode 0600, where there is none. Several processes may ask at once: all get the same text.
     *
     * @throws IllegalStateException where others may read the file
     * @throws UncheckedIOException where it can't be read or made
     */
    public static String loadOrCreate(Path file, Supplier<String> secret) {
        try {
            if (!Files.exists(file)) {
                create(file, secret.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't make the key file " + file, e);
        }
        return load(file);
    }

    /**
     * The text in {@code file}.
     *
     * @throws IllegalStateException where others may read the file
     * @throws UncheckedIOException where it can't be read
     */
    public static String load(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(permissions)) {
                throw new IllegalStateException("key file " + file + " has mode "
                        + PosixFilePermissions.toString(permissions) + " (expected: rw-------; run chmod 600)");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the key file " + file, e);
        }
    }

    private static void create(Path file, String secret) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder, mode(OWNER_ONLY_FOLDER));
        Path fresh = Files.createTempFile(folder, "key", ".new", mode(OWNER_ONLY));
        try {
            Files.writeString(fresh, secret);
            // A hard link never replaces: of two processes, one makes the file and the other finds it.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // The other process was first.
        } finally {
            Files.delete(fresh);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
