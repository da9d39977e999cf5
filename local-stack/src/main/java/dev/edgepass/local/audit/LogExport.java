package dev.edgepass.local.audit;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.edgepass.audit.Blob;
import dev.edgepass.audit.BlobRef;
import dev.edgepass.audit.LeafReader;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.EntryReader;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.TreeHead;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a log's events to files of {@link #EVENTS}, which are named by the first and the last offset: the same files whoever exports, and whenever, but for the last one,
 * which a longer one replaces. A file gets its name once its events are verified. One that has it is compared with the log, and left.
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
     * What a run has done.
     *
     * @param files of events that it wrote
     * @param blobs that the log's events name, each of which is in the folder now
     */
    public record Written(int files, long blobs) {}

    /**
     * Writes the files that aren't there, and compares the others; the blobs that events name are put into a folder of their own.
     *
     * @param progress gets the number of events that are done
     * @throws MalformedException where the log doesn't hold (no file has such events), where the folder has more events than the head, or a file other ones: that file is left
     * @throws IOException where a file can't be read or written
     */
    public Written run(LongConsumer progress) throws IOException {
        Map<Path, Range> before = files();
        requireNoMore(before);
        EntryReader reader = new EntryReader(log, head);
        int written = 0;
        long named = 0;
        for (long first = 0; first < head.size(); first += EVENTS) {
            long end = Math.min(first + EVENTS, head.size());
            Path file = folder.resolve(fileName(first, end - 1));
            List<BlobRef> blobs = new ArrayList<>();
            if (Files.exists(file)) {
                compare(reader, end, file, blobs);
            } else {
                write(reader, end, file, blobs);
                written++;
            }
            removeShorter(before, new Range(first, end - 1), file);
            named += blobs.size();
            progress.accept(end);
        }
        return new Written(written, named);
    }

    /** An older checkpoint holds, too: it must not take the place of what is known since. */
    private void requireNoMore(Map<Path, Range> before) {
        for (Map.Entry<Path, Range> file : before.entrySet()) {
            long last = file.getValue().last();
            if (last >= head.size()) {
                throw new MalformedException("the folder has events up to " + last
                        + ", which this checkpoint of " + head.size() + " events doesn't have ("
                        + file.getKey().getFileName() + ")");
            }
        }
    }

    private void compare(EntryReader reader, long end, Path file, List<BlobRef> blobs) throws IOException {
        boolean isSame;
        try (ExpectedBytes expected = new ExpectedBytes(decompressed(file))) {
            expected.take(format.begin());
            reader.read(end, leaf -> {
                expected.take(format.line(leaf));
                blobs.addAll(named(leaf));
            });
            isSame = expected.wereAll();
        }
        // First, for where these differ either may be wrong.
        reader.verify();
        if (!isSame) {
            throw otherEvents(file);
        }
        keep(blobs);
    }

    private static List<BlobRef> named(byte[] leaf) {
        LeafReader reader = new LeafReader();
        reader.read(leaf, 0, leaf.length);
        return reader.blobs();
    }

    /** Of verified events. A blob is verified by its name. */
    private void keep(List<BlobRef> blobs) throws IOException {
        LogDirectory kept = new LogDirectory(folder);
        for (BlobRef blob : blobs) {
            Path file = folder.resolve(blob.path());
            if (Files.exists(file)) {
                blob.read(kept);
            } else {
                byte[] bytes = blob.read(log);
                Files.createDirectories(folder.resolve(Blob.FOLDER));
                Path fresh = Files.createTempFile(folder, ".export", ".new");
                try {
                    Files.write(fresh, bytes);
                    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(fresh);
                }
            }
        }
    }

    private static InputStream decompressed(Path file) throws IOException {
        return new ZstdInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    private static MalformedException otherEvents(Path file) {
        return new MalformedException(
                file.getFileName()
                        + " is there already and has other events than the log, or it was altered (expected: a folder for each log)");
    }

    private void write(EntryReader reader, long end, Path file, List<BlobRef> blobs) throws IOException {
        Path fresh = Files.createTempFile(folder, ".export", ".new");
        try {
            try (OutputStream out = new ZstdOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
                out.write(format.begin());
                reader.read(end, leaf -> {
                    out.write(format.line(leaf));
                    blobs.addAll(named(leaf));
                });
            }
            reader.verify();
            keep(blobs);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Of an earlier export, when the log was shorter. */
    private void removeShorter(Map<Path, Range> before, Range range, Path whole) throws IOException {
        for (Map.Entry<Path, Range> file : before.entrySet()) {
            if (file.getValue().first() == range.first() && file.getValue().last() < range.last()) {
                requireBegin(file.getKey(), whole);
                Files.delete(file.getKey());
            }
        }
    }

    private static void requireBegin(Path shorter, Path whole) throws IOException {
        try (ExpectedBytes begin = new ExpectedBytes(decompressed(shorter));
                InputStream all = decompressed(whole)) {
            if (!begin.areBeginOf(all)) {
                throw otherEvents(shorter);
            }
        }
    }

    /** First and last offset of a file's events. */
    private record Range(long first, long last) {}

    /** Those of this log and format. */
    private Map<Path, Range> files() throws IOException {
        Pattern named = Pattern.compile(
                Pattern.quote(name) + "-(\\d{20})-(\\d{20})" + Pattern.quote("." + format.suffix() + SUFFIX));
        Map<Path, Range> files = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                Matcher offsets = named.matcher(String.valueOf(file.getFileName()));
                if (offsets.matches()) {
                    files.put(file, new Range(offset(offsets.group(1)), offset(offsets.group(2))));
                }
            }
        }
        return files;
    }

    private static long offset(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            // No log has so many.
            return Long.MAX_VALUE;
        }
    }

    /** Such as {@code edgepass.control-0-00000000000000065536-00000000000000131071.ndjson.zst}. */
    private String fileName(long first, long last) {
        return String.format(Locale.ROOT, "%s-%020d-%020d.%s%s", name, first, last, format.suffix(), SUFFIX);
    }
}
