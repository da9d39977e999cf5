package dev.edgepass.local.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A file that one process of this machine has at a time; its id is in it. */
public final class LockFile implements AutoCloseable {
    /** Of this process: closing any other channel of a file would end its lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the file, which is made with its folder where it isn't there, until the lock is closed or the process ends.
     *
     * @param taken the message where another process has it, by that process's id
     * @throws StartFailure where another process has it, or it can't be written
     */
    public static LockFile take(Path file, UnaryOperator<String> taken) {
        Path path = file.toAbsolutePath().normalize();
        if (!HELD.add(path)) {
            throw new StartFailure(
                    taken.apply(Long.toString(ProcessHandle.current().pid())));
        }
        try {
            return new LockFile(path, locked(path, taken));
        } catch (IOException e) {
            HELD.remove(path);
            throw new StartFailure("Can't lock " + file + " (" + IoReason.of(e) + ").", e);
        } catch (StartFailure e) {
            HELD.remove(path);
            throw e;
        }
    }

    private static FileChannel locked(Path file, UnaryOperator<String> taken) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null) {
            String owner = Files.readString(file, StandardCharsets.US_ASCII).strip();
            channel.close();
            throw new StartFailure(taken.apply(owner));
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        return channel;
    }

    /** Whether a process has the file. */
    public static boolean isTaken(Path file) {
        Path path = file.toAbsolutePath().normalize();
        if (HELD.contains(path)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock();
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new StartFailure("Can't look at the lock " + file + " (" + IoReason.of(e) + ").", e);
        }
    }

    @Override
    public void close() {
        HELD.remove(file);
        try {
            channel.close();
        } catch (IOException e) {
            throw new StartFailure("Can't unlock (" + e + ").", e);
        }
    }
}
