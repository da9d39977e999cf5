package dev.edgepass.local.audit;

import com.github.luben.zstd.ZstdIOException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Compares a compressed file with what it should have, a piece after the other. A file that can't be decompressed is another one. Not thread-safe. */
final class ExpectedBytes implements Closeable {
    private static final int PIECE = 64 * 1024;

    private final InputStream file;
    private boolean isSame = true;

    ExpectedBytes(InputStream file) {
        this.file = file;
    }

    void take(byte[] expected) throws IOException {
        isSame = isSame && Arrays.equals(expected, next(expected.length));
    }

    /** Whether the file had all that was taken, and has no more. */
    boolean wereAll() throws IOException {
        return next(1).length == 0 && isSame;
    }

    /** Whether what is left of the file is the begin of {@code whole}. */
    boolean areBeginOf(InputStream whole) throws IOException {
        for (byte[] piece = next(PIECE); piece.length > 0; piece = next(PIECE)) {
            isSame = isSame && Arrays.equals(piece, whole.readNBytes(piece.length));
        }
        return isSame;
    }

    private byte[] next(int length) throws IOException {
        try {
            return file.readNBytes(length);
        } catch (ZstdIOException e) {
            isSame = false;
            return new byte[0];
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
