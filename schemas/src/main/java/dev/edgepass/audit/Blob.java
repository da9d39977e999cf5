package dev.edgepass.audit;

import dev.edgepass.jdk.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that a leaf names by their hash, and that lie beside its log.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Blob(String sha256, byte[] bytes) {
    /** The folder of blobs in that of a log. */
    public static final String FOLDER = "blob";

    /** In bytes. Kafka's records are at most 1 MiB unless a broker is told otherwise. */
    public static final int LARGEST = 16 << 20;

    public static Blob of(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new IllegalArgumentException("blob: " + bytes.length + " bytes (expected: at most 16 MiB)");
        }
        return new Blob(HexFormat.of().formatHex(Sha256.hash(bytes)), bytes);
    }

    /** Within the log's folder. */
    public String path() {
        return path(sha256);
    }

    static String path(String sha256) {
        return FOLDER + '/' + sha256;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Blob blob && sha256.equals(blob.sha256) && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }
}
