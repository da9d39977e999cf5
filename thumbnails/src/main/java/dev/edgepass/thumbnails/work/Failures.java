package dev.edgepass.thumbnails.work;

import dev.edgepass.thumbnails.decode.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Objects that have no thumbnail and get none until they change, in a file of lines {@code <reason> TAB <etag> TAB <key>}: so that a bad file is decoded once. The file is begun anew where the worker can
 * do more than the one that wrote it. Not thread-safe; two processes may add lines.
 */
final class Failures {
    private final Path file;
    private final Map<String, Failure> failures = new HashMap<>();

    /** @param etag of the object that failed: another one is tried */
    record Failure(Reason reason, String etag) {}

    private Failures(Path file) {
        this.file = file;
    }

    /**
     * @param ability what the worker can do, in one line
     */
    static Failures open(Path folder, String ability) throws IOException {
        Files.createDirectories(folder);
        Failures failures = new Failures(folder.resolve("failures.tsv"));
        List<String> lines = failures.lines();
        if (lines.isEmpty() || !lines.get(0).equals(header(ability))) {
            Files.writeString(failures.file, header(ability) + "\n");
        } else {
            lines.stream().skip(1).forEach(failures::read);
        }
        return failures;
    }

    /** Why there is no thumbnail of the object as it is. */
    Optional<Reason> of(Bucket.Entry object) {
        return Optional.ofNullable(failures.get(object.key()))
                .filter(failure -> failure.etag.equals(object.etag()))
                .map(Failure::reason);
    }

    void add(Bucket.Entry object, Reason reason) throws IOException {
        failures.put(object.key(), new Failure(reason, object.etag()));
        Files.writeString(
                file,
                reason.word() + "\t" + object.etag() + "\t" + object.key() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** It is another one, or gone. Its lines stay in the file until that is begun anew. */
    void forget(String key) {
        failures.remove(key);
    }

    /** Only these objects are still there. */
    void keep(Set<String> keys) {
        failures.keySet().retainAll(keys);
    }

    Map<Reason, Integer> counts() {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        failures.values().forEach(failure -> counts.merge(failure.reason, 1, Integer::sum));
        return counts;
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void read(String line) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3) {
            try {
                failures.put(parts[2], new Failure(Reason.ofWord(parts[0]), parts[1]));
            } catch (IllegalArgumentException e) {
                // A line that was cut: the object is tried once more.
            }
        }
    }

    private static String header(String ability) {
        return "# edgepass thumbnails 1: " + ability;
    }
}
