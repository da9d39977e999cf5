package dev.edgepass.local.audit;

import com.github.luben.zstd.ZstdOutputStream;
import dev.edgepass.tlog.EntryReader;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.TreeHead;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Writes a log's events to files of {@link #EVENTS}, which are named by the first and the last offset: the same files whoever exports, and whenever, but for the last one,
 * which a longer one replaces. A file gets its name once its events are verified, so one that has it is left as it is.
 */
public final class LogExport {
    /** Of a file that isn't the last. */
    public static final int EVENTS = 65_536;

    private static final String SUFFIX = ".zst";

    private final LogFiles log;
    private final String name;
    private final TreeHead head;
    private final Path folder;
    private final ExportFormat format;

    /**
     * @param name of the log, in the files' names
     * @param head that a known key has signed
     * @param folder which is there
     */
    public LogExport(LogFiles log, String name, TreeHead head, Path folder, ExportFormat format) {
        this.log = log;
        this.name = name;
        this.head = head;
        this.folder = folder;
        this.format = format;
    }

    /**
     * Writes the files that aren't there.
     *
     * @param progress gets the number of events that are done
     * @return how many files it wrote
     * @throws dev.edgepass.encoding.MalformedException where the log doesn't hold: no file has such events
     * @throws IOException where a file can't be read or written
     */
    public int run(LongConsumer progress) throws IOException {
        EntryReader reader = new EntryReader(log, head);
        int written = 0;
        for (long first = 0; first < head.size(); first += EVENTS) {
            long end = Math.min(first + EVENTS, head.size());
            Path file = folder.resolve(fileName(first, end - 1));
            if (Files.exists(file)) {
                reader.skip(end);
            } else {
                write(reader, end, file);
                removeShorter(first, file);
                written++;
            }
            progress.accept(end);
        }
        reader.verify();
        return written;
    }

    private void write(EntryReader reader, long end, Path file) throws IOException {
        Path fresh = Files.createTempFile(folder, ".export", ".new");
        try {
            try (OutputStream out = new ZstdOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
                out.write(format.begin());
                reader.read(end, leaf -> out.write(format.line(leaf)));
            }
            reader.verify();
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Of an earlier export, when the log was shorter. */
    private void removeShorter(long first, Path written) throws IOException {
        String begin = fileName(first, 0).replaceFirst("0{20}\\..*", "");
        String end = "." + format.suffix() + SUFFIX;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(begin) && name.endsWith(end) && !file.equals(written)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Such as {@code edgepass.control-0-00000000000000065536-00000000000000131071.ndjson.zst}. */
    private String fileName(long first, long last) {
        return String.format(Locale.ROOT, "%s-%020d-%020d.%s%s", name, first, last, format.suffix(), SUFFIX);
    }
}
