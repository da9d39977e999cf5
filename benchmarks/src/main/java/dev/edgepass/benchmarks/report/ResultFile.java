package dev.edgepass.benchmarks.report;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A file for a benchmark's figures or its chart. */
public final class ResultFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
     * Writes {@code result} as indented JSON.
     *
     * @throws StartFailure where it can't be written
     */
    public static void write(Path file, Map<String, Object> result) {
        write(file, JSON.writeValueAsString(result) + "\n");
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
