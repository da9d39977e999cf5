package dev.edgepass.local.stack;

import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of {@code docker-compose.yml} in a file of mode 0600, {@code NAME=value} a line. A variable that is there is never changed. Not thread-safe. */
public final class DotEnv {
    private final Path file;
    private final List<String> lines;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    private DotEnv(Path file, List<String> lines) {
        this.file = file;
        this.lines = new ArrayList<>(lines);
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
    }

    /**
     * The variables of {@code file}; none where it isn't there.
     *
     * @throws StartFailure where it can't be read
     */
    public static DotEnv read(Path file) {
        try {
            return new DotEnv(file, Files.exists(file) ? Files.readAllLines(file) : List.of());
        } catch (IOException e) {
            throw new StartFailure("Can't read " + file + " (" + e + ").", e);
        }
    }

    /** The value of {@code name}; null where the file doesn't have it. */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** Adds {@code name} where it isn't there; the value that holds from now on. */
    String add(String name, String value) {
        String present = values.putIfAbsent(name, value);
        if (present == null) {
            lines.add(name + "=" + value);
            added.add(name);
            return value;
        }
        kept.add(name);
        return present;
    }

    /** The names that {@link #add} added. */
    public List<String> added() {
        return List.copyOf(added);
    }

    /** The names that were there when they should have been added. */
    public List<String> kept() {
        return List.copyOf(kept);
    }

    /**
     * Writes the file, with mode 0600 whatever it had.
     *
     * @throws StartFailure where it can't be written
     */
    public void write() {
        try {
            OwnerOnly.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new StartFailure("Can't write " + file + " (" + e + ").", e);
        }
    }
}
