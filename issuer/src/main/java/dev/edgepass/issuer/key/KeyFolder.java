package dev.edgepass.issuer.key;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.jdk.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keys as JWK files that only their owner reads: a first one, made where there is no key yet, and every {@code *.jwk} of a folder, where rotations put theirs.
 *
 * @param first may lie in the folder or elsewhere
 */
record KeyFolder(Path first, Path folder) implements KeySource {
    private static final String SUFFIX = ".jwk";

    static KeyFolder of(Path folder) {
        return new KeyFolder(folder.resolve("signing" + SUFFIX), folder);
    }

    /** {@code keys/signing.jwk} and {@code keys/signing/}. */
    static KeyFolder beside(Path first) {
        String name = String.valueOf(first.getFileName());
        String folder = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name + ".d";
        return new KeyFolder(first, first.resolveSibling(folder));
    }

    @Override
    public List<ECKey> load() {
        List<Path> files = files();
        if (files.isEmpty()) {
            return List.of(KeyFile.loadOrCreate(first));
        }
        return files.stream().map(KeyFile::load).toList();
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (Files.exists(first)) {
            files.add(first);
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(file -> file.toString().endsWith(SUFFIX) && !file.equals(first))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException("can't read the key folder " + folder, e);
            }
        }
        return files;
    }

    @Override
    public boolean grows() {
        return true;
    }

    @Override
    public void add() {
        KeyFile.createIn(folder);
    }

    @Override
    public String toString() {
        return "key folder " + folder;
    }
}
