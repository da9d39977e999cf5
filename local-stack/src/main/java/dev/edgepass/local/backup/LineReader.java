package dev.edgepass.local.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of bytes, each with its end and no longer than a limit. Not thread-safe. */
final class LineReader {
    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * The next line without its end; null where there is none.
     *
     * @throws BackupDamaged where the line is too long, or doesn't end
     */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        while (true) {
            if (at == end) {
                at = 0;
                end = Math.max(0, in.read(buffer));
                if (end == 0) {
                    if (line.size() > 0) {
                        throw new BackupDamaged("has a log that ends within a record.");
                    }
                    return null;
                }
            }
            int newline = at;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            line.write(buffer, at, newline - at);
            if (line.size() > longest) {
                throw new BackupDamaged("has a record that is too long.");
            }
            boolean complete = newline < end;
            at = complete ? newline + 1 : newline;
            if (complete) {
                return line.toByteArray();
            }
        }
    }
}
