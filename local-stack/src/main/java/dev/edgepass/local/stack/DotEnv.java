package dev.edgepass.local.stack;

import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code .env} beside {@code docker-compose.yml}. Lines that aren't ours stay as they are. Read anew at each question, which throws {@link StartFailure} where it can't be. */
public final class DotEnv {
    private static final int LARGEST = 1 << 20;
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)");
    /** What stands for itself there: no quotes, no {@code $}, no {@code #}. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=+,@~-]*");

    /** What stands for itself between single quotes. */
    private static final Pattern QUOTABLE = Pattern.compile("[^'\\\\\\p{Cntrl}]*");

    private final Path file;

    public DotEnv(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    public boolean has(String name) {
        return lines().stream().anyMatch(line -> name(line).equals(name));
    }

    /** The variable's value; empty where it has none. */
    public String value(String name) {
        String value = "";
        for (String line : lines()) {
            Matcher variable = LINE.matcher(line);
            if (variable.matches() && variable.group(1).equals(name)) {
                value = unquoted(variable.group(2).strip());
            }
        }
        return value;
    }

    /** Whether others may read it. */
    public boolean isOpen() {
        return OwnerOnly.isOpen(file);
    }

    /**
     * Sets variables, each in its last line or in a new one, with mode 0600, atomically.
     *
     * @throws StartFailure where the file can't be written, or a value doesn't fit into it
     */
    public void set(Map<String, String> values) {
        List<String> lines = new ArrayList<>(lines());
        values.forEach((name, value) -> {
            if (!QUOTABLE.matcher(value).matches()) {
                throw new StartFailure("The value of " + name + " has characters that can't stand in " + file + ".");
            }
            int last = -1;
            for (int i = 0; i < lines.size(); i++) {
                last = name(lines.get(i)).equals(name) ? i : last;
            }
            String line = name + "=" + (PLAIN.matcher(value).matches() ? value : "'" + value + "'");
            if (last < 0) {
                lines.add(line);
            } else {
                lines.set(last, line);
            }
        });
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file;
            OwnerOnly.write(target, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new StartFailure("Can't write " + file + " (" + IoReason.of(e) + ").", e);
        }
    }

    private List<String> lines() {
        try {
            if (Files.size(file) > LARGEST) {
                throw new StartFailure(file + " is too large to be a file of settings.");
            }
            return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new StartFailure("Can't read " + file + " (" + IoReason.of(e) + ").", e);
        }
    }

    private static String name(String line) {
        Matcher variable = LINE.matcher(line);
        return variable.matches() ? variable.group(1) : "";
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
