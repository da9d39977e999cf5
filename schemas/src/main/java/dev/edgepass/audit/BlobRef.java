package dev.edgepass.audit;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.Sha256;
import dev.edgepass.tlog.LogFiles;
import java.io.IOException;
import java.util.HexFormat;

/**
 * A blob as a leaf names it.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param size in bytes
 */
public record BlobRef(String sha256, int size) {
    /** Within the log's folder. */
    public String path() {
        return Blob.path(sha256);
    }

    boolean isOf(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.hash(bytes)).equals(sha256);
    }

    /**
     * Its bytes.
     *
     * @throws MalformedException where it is missing or altered
     */
    public byte[] read(LogFiles files) throws IOException {
        byte[] bytes = files.read(path(), size + 1);
        if (bytes == null) {
            throw new MalformedException(path() + ": missing");
        }
        if (bytes.length != size || !isOf(bytes)) {
            throw new MalformedException(path() + ": altered");
        }
        return bytes;
    }
}
