package dev.edgepass.consumer.archive;

import dev.edgepass.audit.LogName;
import dev.edgepass.consumer.archive.core.CheckpointMemory;
import dev.edgepass.jdk.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The memory as files of a folder, named by the log: {@code .seen}, {@code .signed}, {@code .contradiction}. Each is a checkpoint to the byte, so that an operator can put one
 * back into the bucket.
 */
record MemoryFiles(Path folder) implements CheckpointMemory {
    @Override
    public Optional<byte[]> seen(LogName log) {
        return read(file(log, "seen"));
    }

    @Override
    public Optional<byte[]> signed(LogName log) {
        return read(file(log, "signed"));
    }

    @Override
    public void keepSeen(LogName log, byte[] checkpoint) {
        write(file(log, "seen"), checkpoint);
    }

    @Override
    public void keepSigned(LogName log, byte[] checkpoint) {
        write(file(log, "signed"), checkpoint);
    }

    @Override
    public void keepContradiction(LogName log, byte[] checkpoint) {
        write(file(log, "contradiction"), checkpoint);
    }

    private Path file(LogName log, String suffix) {
        return folder.resolve(log.earlierId() + '.' + suffix);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the archive's memory can't be read: " + file, e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            DurableFile.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the archive's memory can't be written: " + file, e);
        }
    }
}
