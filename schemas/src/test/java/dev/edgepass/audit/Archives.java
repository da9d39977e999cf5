package dev.edgepass.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.edgepass.audit.ArchivedRecord.Header;
import dev.edgepass.tlog.Checkpoint;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.MemoryLog;
import dev.edgepass.tlog.SigningKey;
import dev.edgepass.tlog.TreeWriter;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.util.List;

/** Archives of tests. */
final class Archives {
    static final String NAME = "example.com/audit";
    static final LogName LOG = new LogName("edgepass.control", 0, "AAAAAAAAAAAAAAAAAAAAAA", 0);
    static final String ORIGIN = LOG.origin(NAME);
    static final SigningKey KEY = SigningKey.generate();
    static final List<VerifierKey> KEYS = List.of(KEY.verifierKey(NAME));

    private Archives() {}

    /** With a blob for the second event, and with what a first seal of three events has left. */
    static MemoryLog of(int size) throws IOException {
        MemoryLog archive = new MemoryLog();
        TreeWriter writer = TreeWriter.begin(archive);
        for (int i = 0; i < size; i++) {
            Leaf leaf = Leaf.of(message(i));
            leaf.blobs().forEach(blob -> archive.files().put(blob.path(), blob.bytes()));
            writer.append(leaf.line());
            if (i == 2) {
                writer.seal();
            }
        }
        seal(archive, writer);
        return archive;
    }

    static void seal(MemoryLog archive, TreeWriter writer) throws IOException {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, writer.seal());
        archive.files().put(LogFiles.CHECKPOINT, KEY.sign(NAME, checkpoint).toBytes());
    }

    static ArchivedRecord message(int offset) {
        List<Header> headers = List.of(new Header("ce_id", ("i-" + offset).getBytes(UTF_8)));
        String value = offset == 1 ? "\u0000binary" : "{\"n\":" + offset + "}";
        return new ArchivedRecord(
                offset, 1_796_032_800_000L + offset, headers, "k".getBytes(UTF_8), value.getBytes(UTF_8));
    }
}
