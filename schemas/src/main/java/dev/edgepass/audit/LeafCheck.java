package dev.edgepass.audit;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.EntryCheck;
import dev.edgepass.tlog.Finding;
import dev.edgepass.tlog.Findings;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.TileLayout;
import dev.edgepass.tlog.TileName;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Looks at each leaf of a log: it says its own offset, and its blobs are there. Not thread-safe. */
final class LeafCheck implements EntryCheck {
    private final LogFiles files;
    private final TileLayout layout;
    private final LeafReader leaf = new LeafReader();
    private final Set<String> named = new HashSet<>();

    LeafCheck(LogFiles files, TileLayout layout) {
        this.files = files;
        this.layout = layout;
    }

    /** The hashes of the blobs of all leaves so far. */
    Set<String> named() {
        return named;
    }

    @Override
    public void check(long index, byte[] bytes, int start, int length, Findings findings) throws IOException {
        try {
            leaf.read(bytes, start, length);
        } catch (MalformedException e) {
            findings.add(malformed(index, String.valueOf(e.getMessage())));
            return;
        }
        if (leaf.offset() != index) {
            findings.add(malformed(index, "its line says offset " + leaf.offset()));
        }
        for (BlobRef blob : leaf.blobs()) {
            named.add(blob.sha256());
            check(index, blob, findings);
        }
    }

    private void check(long index, BlobRef blob, Findings findings) throws IOException {
        byte[] bytes = files.read(blob.path(), blob.size() + 1);
        if (bytes == null) {
            findings.add(Finding.entry(Finding.Kind.MISSING, blob.path(), index, ""));
        } else if (bytes.length != blob.size()) {
            findings.add(
                    Finding.entry(Finding.Kind.TRUNCATED, blob.path(), index, "expected: " + blob.size() + " bytes"));
        } else if (!blob.isOf(bytes)) {
            findings.add(Finding.entry(Finding.Kind.ALTERED, blob.path(), index, ""));
        }
    }

    private Finding malformed(long index, String detail) {
        TileName bundle = layout.tile(TileName.ENTRIES, index / TileName.WIDTH);
        return Finding.entry(Finding.Kind.MALFORMED, bundle.path(), index, detail);
    }
}
