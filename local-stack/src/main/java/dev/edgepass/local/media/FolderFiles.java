package dev.edgepass.local.media;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.text.PrintableText;
import dev.edgepass.token.ObjectKey;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a folder that can be objects, and a line for each other one: one bad name costs that file and no more.
 *
 * @param byKey in the order of the keys: the file's path in the folder, with slashes and in NFC
 * @param skipped why the others aren't among them, one line each with a printable name, those that are hidden last
 */
public record FolderFiles(Map<String, Path> byKey, List<String> skipped) {
    /** The most that R2 takes in one PUT. */
    private static final long MAX_BYTES = 5_115L << 20;

    /** In a name whose bytes aren't UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    public FolderFiles {
        byKey = Collections.unmodifiableMap(new TreeMap<>(byKey));
        skipped = List.copyOf(skipped);
    }

    /**
     * @param prefix of the keys: empty, or a folder ending in {@code /}
     * @throws StartFailure where {@code folder} isn't a readable folder
     */
    public static FolderFiles of(Path folder, String prefix) {
        MediaFolder.check(folder);
        Walk walk = new Walk(folder, prefix);
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
        } catch (IOException e) {
            throw new StartFailure("Can't read " + folder + ": " + IoReason.of(e) + ".", e);
        }
        return new FolderFiles(walk.byKey, walk.skipped());
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Map<String, Path> byKey = new TreeMap<>();
        private final List<String> skipped = new ArrayList<>();
        private final List<String> hidden = new ArrayList<>();
        private final Path folder;
        private final String prefix;

        Walk(Path folder, String prefix) {
            this.folder = folder;
            this.prefix = prefix;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (isHidden(directory)) {
                hidden.add(PrintableText.ofName(name(directory))
                        + "/: hidden (its name begins with a dot), with all in it");
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isHidden(file)) {
                hide(file);
            } else if (!attributes.isRegularFile()) {
                skip(file, attributes.isSymbolicLink() ? "a link to nothing" : "no file");
            } else if (attributes.size() > MAX_BYTES) {
                skip(file, attributes.size() + " bytes (expected: at most " + MAX_BYTES + ")");
            } else if (!Files.isReadable(file)) {
                skip(file, "it can't be read");
            } else {
                add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (isHidden(file)) {
                hide(file);
            } else {
                skip(file, e instanceof FileSystemLoopException ? "a link to a folder above it" : "it can't be read");
            }
            return FileVisitResult.CONTINUE;
        }

        List<String> skipped() {
            List<String> all = new ArrayList<>(skipped);
            Collections.sort(all);
            Collections.sort(hidden);
            all.addAll(hidden);
            return all;
        }

        private void add(Path file) {
            String path = name(file);
            if (path.indexOf(REPLACEMENT) >= 0) {
                skip(file, "its name isn't UTF-8; rename it");
                return;
            }
            String key;
            try {
                key = ObjectKey.parse(prefix + Normalizer.normalize(path, Normalizer.Form.NFC), JdkNfc.INSTANCE)
                        .value();
            } catch (MalformedException e) {
                skip(file, e.getMessage() + "; rename it");
                return;
            }
            Path twin = byKey.get(key);
            if (twin == null) {
                byKey.put(key, file);
            } else if (Normalizer.isNormalized(path, Normalizer.Form.NFC)) {
                byKey.put(key, file);
                skip(twin, "another file's name is the same in Unicode NFC; rename one of them");
            } else {
                skip(file, "another file's name is the same in Unicode NFC; rename one of them");
            }
        }

        private boolean isHidden(Path file) {
            return !file.equals(folder) && file.getFileName().toString().startsWith(".");
        }

        private void skip(Path file, String why) {
            skipped.add(PrintableText.ofName(name(file)) + ": " + why);
        }

        private void hide(Path file) {
            hidden.add(PrintableText.ofName(name(file)) + ": hidden (its name begins with a dot)");
        }

        private String name(Path file) {
            return folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
        }
    }
}
