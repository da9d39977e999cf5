package dev.edgepass.local.backup;

import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The files that a backup brings back: mode 0600, in folders of mode 0700. None replaces another. Not thread-safe. */
final class RestoredFiles {
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final DataFolder data;
    private final Optional<Path> env;
    /** Newest first. */
    private final Deque<Path> written = new ArrayDeque<>();

    RestoredFiles(DataFolder data, Optional<Path> env) {
        this.data = data;
        this.env = env;
    }

    /** From now on the folder says that it isn't a whole system. */
    void begin() {
        write(data.restoring(), new byte[0]);
    }

    /**
     * @param name by {@link Entries#isKey}
     */
    void key(String name, byte[] content) {
        if (!Entries.isKey(name)) {
            throw new IllegalArgumentException("name: " + name + " (expected: a key's)");
        }
        write(data.keys().resolve(name), content);
    }

    /** False where there is one, which stays. */
    boolean env(byte[] content) {
        return env.isEmpty() || writeWhereAbsent(env.get(), content);
    }

    /** False where there is one, which stays. */
    boolean cloud(byte[] content) {
        return writeWhereAbsent(data.path().resolve(Entries.CLOUD), content);
    }

    private boolean writeWhereAbsent(Path file, byte[] content) {
        if (Files.exists(file)) {
            return false;
        }
        write(file, content);
        return true;
    }

    private void write(Path file, byte[] content) {
        try {
            folder(Objects.requireNonNull(file.getParent()));
            Files.createFile(file, FILE);
            written.push(file);
            Files.write(file, content, StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new StartFailure("Can't write " + file + " (" + IoReason.of(e) + ").", e);
        }
    }

    private void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            folder(Objects.requireNonNull(folder.getParent()));
            Files.createDirectory(folder, FOLDER);
            written.push(folder);
        }
    }

    private static void delete(Path path) throws IOException {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // Others use it by now.
        }
    }

    /** Deletes what was written. */
    void undo() {
        try {
            while (!written.isEmpty()) {
                delete(written.pop());
            }
        } catch (IOException e) {
            throw new StartFailure("Can't delete what was restored; delete " + data.keys() + ".", e);
        }
    }
}
