package dev.edgepass.thumbnails.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for what hostile files are made into: each gets an empty one, and nothing of it is left for the next, whatever a program wrote there under which name. For one thread.
 */
public final class Scratch implements AutoCloseable {
    private final Path folder;

    /** @param folder which nothing else is in; it needn't be there */
    public Scratch(Path folder) {
        this.folder = folder;
    }

    /** An empty folder of a new name, into which no program that was ended still writes. The one before is gone. */
    public Path fresh() throws IOException {
        close();
        Files.createDirectories(folder);
        return Files.createTempDirectory(folder, "");
    }

    /** Deletes all of it. */
    @Override
    public void close() throws IOException {
        delete(folder);
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path inside : children(path)) {
                delete(inside);
            }
        }
        Files.deleteIfExists(path);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}
