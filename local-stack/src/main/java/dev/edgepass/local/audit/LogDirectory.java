package dev.edgepass.local.audit;

import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.LogFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A log in a folder. Links and what else isn't a plain file are as good as missing: the folder may come from anybody. */
public record LogDirectory(Path path) implements LogFolder {
    /**
     * The logs in {@code folder}, by name: it is one itself, or has one in each folder that has a checkpoint or tiles.
     *
     * @throws IOException where it can't be read
     */
    public static List<LogDirectory> in(Path folder) throws IOException {
        if (isLog(folder)) {
            return List.of(new LogDirectory(folder));
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(LogDirectory::isLog)
                    .sorted()
                    .map(LogDirectory::new)
                    .toList();
        }
    }

    /** Of its folder. */
    public String name() {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    @Override
    public byte @Nullable [] read(String file, int limit) throws IOException {
        Path there = path.resolve(file);
        if (!Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(there)) {
            return in.readNBytes(limit);
        }
    }

    @Override
    public void list(String folder, Visitor visitor) throws IOException {
        Path there = path.resolve(folder);
        if (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(there, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                visitor.visit(path.relativize(file).toString());
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isLog(Path folder) {
        return Files.exists(folder.resolve(LogFiles.CHECKPOINT)) || Files.isDirectory(folder.resolve("tile"));
    }
}
