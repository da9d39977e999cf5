package dev.edgepass.local.stack;

import dev.edgepass.jdk.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One digest of all files of a folder of keys: another one where a file was added, changed or deleted. */
public final class KeysDigest {
    private KeysDigest() {}

    /** Hex SHA-256 over the sorted names and each file's SHA-256. Hidden files are an editor's or the system's. */
    public static String of(Path keys) throws IOException {
        SortedMap<String, byte[]> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(keys)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = keys.relativize(file);
                if (!isHidden(name)) {
                    digests.put(name.toString(), Sha256.hash(Files.readAllBytes(file)));
                }
            }
        }
        List<byte[]> parts = new ArrayList<>();
        digests.forEach((name, digest) -> {
            parts.add(Sha256.utf8(name));
            parts.add(digest);
        });
        return HexFormat.of().formatHex(Sha256.hash(Sha256.framed(parts)));
    }

    private static boolean isHidden(Path name) {
        return StreamSupport.stream(name.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }
}
