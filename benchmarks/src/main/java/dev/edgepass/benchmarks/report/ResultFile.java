package dev.edgepass.benchmarks.report;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file for a benchmark's figures or its picture. */
public final class ResultFile {
    private ResultFile() {}

    /**
     * Before the run rather than after it.
     *
     * @throws StartFailure where the file's folder can't be written to
     */
    public static void checkWritable(Optional<Path> file) {
        file.map(path -> path.toAbsolutePath().getParent()).ifPresent(folder -> {
            if (!Files.isWritable(folder)) {
                throw new StartFailure("Can't write to " + folder + ": make that folder, or choose another file.");
            }
        });
    }

    /**
     * @throws StartFailure where it can't be written
     */
    public static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new StartFailure("Can't write " + file + ": " + e.getMessage() + ".", e);
        }
    }
}
