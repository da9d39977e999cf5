package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.io.IOException;
import java.util.Arrays;

/** The tiles and bundles of a log at one size. Their lengths are checked, and nothing else. */
final class TileFiles {
    private final LogFiles files;
    private final TileLayout layout;

    TileFiles(LogFiles files, long size) {
        this.files = files;
        this.layout = new TileLayout(size);
    }

    TileLayout layout() {
        return layout;
    }

    /**
     * The hashes of a tile as of this size. Where a partial tile is gone, the full one that has replaced it begins with the same hashes.
     *
     * @throws MalformedException where it is missing or has another length
     */
    byte[] tile(int level, long index) throws IOException {
        TileName name = layout.tile(level, index);
        byte[] bytes = files.read(name.path(), TileName.WIDTH * Hash.SIZE + 1);
        if (bytes == null && name.isPartial()) {
            name = TileName.full(level, index);
            bytes = files.read(name.path(), TileName.WIDTH * Hash.SIZE + 1);
        }
        if (bytes == null) {
            throw new MalformedException(name.path() + ": missing");
        }
        if (bytes.length != name.width() * Hash.SIZE) {
            throw new MalformedException(
                    name.path() + ": not " + name.width() * Hash.SIZE + " bytes long, as that tile is");
        }
        return Arrays.copyOf(bytes, layout.tile(level, index).width() * Hash.SIZE);
    }

    /** The bundle {@code index}, which may have more entries where the full one has replaced the partial one. */
    EntryBundle bundle(long index) throws IOException {
        TileName name = layout.tile(TileName.ENTRIES, index);
        byte[] bytes = files.read(name.path(), EntryBundle.LONGEST + 1);
        if (bytes == null && name.isPartial()) {
            bytes = files.read(TileName.full(TileName.ENTRIES, index).path(), EntryBundle.LONGEST + 1);
        }
        if (bytes == null) {
            throw new MalformedException(name.path() + ": missing");
        }
        return new EntryBundle(bytes);
    }
}
