package dev.edgepass.local.backup;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a backup's content: a zip, encrypted. The manifest comes first, the logs last. Not thread-safe. */
final class BackupWriter implements AutoCloseable {
    private final ZipOutputStream zip;

    /**
     * @param encrypting {@link #close} closes it
     */
    BackupWriter(OutputStream encrypting, Manifest manifest) throws IOException {
        zip = new ZipOutputStream(encrypting);
        file(Entries.MANIFEST, manifest.toJson());
    }

    void file(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /**
     * Writes all records of {@code extent}.
     *
     * @param written takes the number so far
     * @return how many
     */
    long log(LogSource source, LogExtent extent, LongConsumer written) throws IOException {
        zip.putNextEntry(new ZipEntry(Entries.LOGS + extent.topic()));
        long[] count = {0};
        source.read(extent, message -> {
            byte[] line = LogLines.encode(message);
            if (line.length > LogLines.LONGEST) {
                throw new StartFailure("The record at offset " + message.offset() + " of " + extent.topic()
                        + " is too long for a backup (" + line.length + " bytes).");
            }
            zip.write(line);
            zip.write('\n');
            written.accept(++count[0]);
        });
        zip.closeEntry();
        return count[0];
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
