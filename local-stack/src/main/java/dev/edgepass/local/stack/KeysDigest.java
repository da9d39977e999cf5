package dev.edgepass.local.stack;

import dev.edgepass.jdk.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** By which a backup of keys is held against the keys as they are. */
public final class KeysDigest {
    private KeysDigest() {}

    /**
     * SHA-256, in hex, of what {@code sha256sum} prints of all files below {@code keys}: lines of a digest, two spaces and the path below the folder, in the order of the
     * paths.
     */
    public static String of(Path keys) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(keys)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] digest = Sha256.digest().digest(Files.readAllBytes(file));
                digests.put(keys.relativize(file).toString(), HexFormat.of().formatHex(digest));
            }
        }
        MessageDigest all = Sha256.digest();
        digests.forEach((path, digest) -> all.update((digest + "  " + path + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(all.digest());
    }
}
