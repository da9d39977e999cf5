package dev.edgepass.local.backup;

import dev.edgepass.jdk.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** One digest of all files of a folder of keys: another one where a file was added, changed or deleted. */
public final class KeysDigest {
    private static final Pattern AUDIT_MEMORY = Pattern.compile("(?:consumer/)?audit(?:-2)?/.*");

    private KeysDigest() {}

    /**
     * Hex SHA-256 over the sorted names and each file's SHA-256.
     *
     * @param folder {@code keys} of a data folder, which need not exist
     * @throws dev.edgepass.local.process.StartFailure where a file can't be read
     */
    public static String of(Path folder) {
        return of(KeyFolder.read(folder));
    }

    static String of(SortedMap<String, byte[]> files) {
        List<byte[]> parts = new ArrayList<>();
        files.forEach((name, content) -> {
            // No keys: the publisher deletes the one, and the archive's checkpoints follow one another.
            if (name.endsWith("feed-rotated") || AUDIT_MEMORY.matcher(name).matches()) {
                return;
            }
            parts.add(Sha256.utf8(name));
            parts.add(Sha256.hash(content));
        });
        return HexFormat.of().formatHex(Sha256.hash(Sha256.framed(parts)));
    }
}
