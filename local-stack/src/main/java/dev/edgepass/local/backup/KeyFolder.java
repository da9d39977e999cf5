package dev.edgepass.local.backup;

import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a folder of keys, by their path in it. */
final class KeyFolder {
    private KeyFolder() {}

    /**
     * All of them but hidden ones, which are an editor's or the system's; none where there is no such folder. Links to files are followed, links to folders aren't.
     *
     * @throws StartFailure where one can't be read, or isn't a key's file by its name or size
     */
    static SortedMap<String, byte[]> read(Path folder) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Path file : list(folder)) {
            String name = folder.relativize(file).toString();
            try {
                if (!Entries.isKey(name) || Files.size(file) > Entries.LARGEST || files.size() == Entries.MOST_KEYS) {
                    throw new StartFailure(file + " isn't a key's file by its name or size, or is one too many: move it"
                            + " out of " + folder + ".");
                }
                files.put(name, Files.readAllBytes(file));
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return files;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> Files.isRegularFile(path) && !isHidden(folder.relativize(path)))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static StartFailure unreadable(Path path, IOException e) {
        return new StartFailure("Can't read " + path + " (" + IoReason.of(e) + ").", e);
    }
}
