package dev.edgepass.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Entries of tests, and logs of them. */
final class Entries {
    private Entries() {}

    static List<byte[]> of(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ("e" + i).getBytes(UTF_8))
                .toList();
    }

    /** A log that was written at once. */
    static MemoryLog log(List<byte[]> entries) throws IOException {
        MemoryLog log = new MemoryLog();
        append(TreeWriter.begin(log), entries);
        return log;
    }

    static TreeHead append(TreeWriter writer, List<byte[]> entries) throws IOException {
        for (byte[] entry : entries) {
            writer.append(entry);
        }
        return writer.seal();
    }
}
