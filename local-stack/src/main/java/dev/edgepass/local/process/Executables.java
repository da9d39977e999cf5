package dev.edgepass.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Programs on the PATH. */
public final class Executables {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private Executables() {}

    /** The first executable file of that name on the PATH, or null. */
    public static @Nullable Path find(String name) {
        String path = System.getenv("PATH");
        return SEPARATOR
                .splitAsStream(path == null ? "" : path)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElse(null);
    }
}
