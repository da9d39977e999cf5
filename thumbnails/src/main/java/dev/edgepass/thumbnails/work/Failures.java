package dev.edgepass.thumbnails.work;

import dev.edgepass.thumbnails.decode.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;

/**
 * The file of objects that have no thumbnail and get none until they change, in lines {@code <reason> TAB <etag> TAB <key>}: so that a bad file isn't decoded again after a restart. It is begun anew where the worker can
 * do more than the one that wrote it, and after each listing with what that has found. Not thread-safe; two processes may add lines.
 */
final class Failures {
    private final Path file;
    private final String header;

    private Failures(Path file, String header) {
        this.file = file;
        this.header = header;
    }

    /**
     * @param ability what the worker can do, in one line
     * @param verdicts gets what the file says
     */
    static Failures open(Path folder, String ability, Verdicts verdicts) throws IOException {
        Files.createDirectories(folder);
        Failures failures = new Failures(folder.resolve("failures.tsv"), "# edgepass thumbnails 1: " + ability + "\n");
        if (failures.read(verdicts)) {
            // The last line may have been cut: what is added next isn't part of it.
            failures.append("\n");
        } else {
            Files.writeString(failures.file, failures.header);
        }
        return failures;
    }

    void add(Bucket.Entry object, Reason reason) throws IOException {
        append(line(object, reason));
    }

    /** The file of a listing that begins, beside the present one. */
    Listing list() throws IOException {
        return new Listing();
    }

    /** Those that one listing finds. */
    final class Listing implements AutoCloseable {
        private final Path next = file.resolveSibling(file.getFileName() + ".new");
        private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        private final Writer out;

        private Listing() throws IOException {
            out = Files.newBufferedWriter(next);
            out.write(header);
        }

        void add(Bucket.Entry object, Reason reason) throws IOException {
            counts.merge(reason, 1, Integer::sum);
            out.write(line(object, reason));
        }

        /** The listing was whole: takes the place of the present file. */
        Map<Reason, Integer> end() throws IOException {
            out.close();
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            return counts;
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(next);
        }
    }

    /** False where the file isn't there, or another worker's. */
    private boolean read(Verdicts verdicts) throws IOException {
        // Malformed text, as of a key that was cut within a character, is replaced: the object is tried once more.
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            if (!(in.readLine() + "\n").equals(header)) {
                return false;
            }
            in.lines().forEach(line -> read(line, verdicts));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void read(String line, Verdicts verdicts) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3 && Reason.isWord(parts[0])) {
            verdicts.fail(new Bucket.Entry(parts[2], 0, parts[1]), Reason.ofWord(parts[0]));
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(Bucket.Entry object, Reason reason) {
        return reason.word() + "\t" + object.etag() + "\t" + object.key() + "\n";
    }
}
