package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The files of a log at one size, each under the name that this size gives it, as a verifier reads them. */
final class ExactFiles {
    private final LogFiles files;
    private final TileLayout layout;
    private final MerkleHasher hasher;

    ExactFiles(LogFiles files, TileLayout layout, MerkleHasher hasher) {
        this.files = files;
        this.layout = layout;
        this.hasher = hasher;
    }

    /** Null where there is none of the right length. */
    byte @Nullable [] tile(TileName name) throws IOException {
        byte[] tile = read(name);
        return tile != null && tile.length == name.width() * Hash.SIZE ? tile : null;
    }

    /** Null where there is none. */
    byte @Nullable [] bundle(TileName tile) throws IOException {
        return read(bundleOf(tile));
    }

    static TileName bundleOf(TileName tile) {
        return new TileName(TileName.ENTRIES, tile.index(), tile.width());
    }

    /** The hashes of a tile as what lies below it gives them: the entries' of its bundle, or the roots of the tiles. Null where that is broken. */
    byte @Nullable [] below(TileName name) throws IOException {
        byte[] hashes = new byte[name.width() * Hash.SIZE];
        if (name.level() == 0) {
            byte[] bundle = bundle(name);
            return bundle != null && hashed(bundle, hashes) == name.width() ? hashes : null;
        }
        for (int i = 0; i < name.width(); i++) {
            byte[] child = used(child(name, i));
            if (child == null) {
                return null;
            }
            hasher.root(child, 0, TileName.WIDTH).copyTo(hashes, i);
        }
        return hashes;
    }

    /** The tile as it is or, where it is missing, as what lies below it gives it. */
    byte @Nullable [] used(TileName name) throws IOException {
        byte[] tile = tile(name);
        return tile == null ? below(name) : tile;
    }

    TileName child(TileName name, int slot) {
        return TileName.full(name.level() - 1, name.index() * TileName.WIDTH + slot);
    }

    /** Why there is no {@link #tile}. */
    Finding broken(TileName name) throws IOException {
        byte[] tile = read(name);
        if (tile == null) {
            return Finding.file(Finding.Kind.MISSING, name.path(), "");
        }
        int expected = name.width() * Hash.SIZE;
        String length = tile.length > TileName.WIDTH * Hash.SIZE ? "more than a tile's 8192" : "" + tile.length;
        return Finding.file(Finding.Kind.TRUNCATED, name.path(), length + " bytes (expected: " + expected + ")");
    }

    /** Hashes the entries of a bundle into {@code hashes}; their number, one more than fit where there are more, or -1 where the bundle ends within one. */
    private int hashed(byte[] bundle, byte[] hashes) {
        EntryBundle entries = new EntryBundle(bundle);
        int count = 0;
        try {
            while (entries.next()) {
                if (count++ == hashes.length / Hash.SIZE) {
                    return count;
                }
                hasher.leaf(bundle, entries.start(), entries.length(), hashes, count - 1);
            }
            return count;
        } catch (MalformedException e) {
            return -1;
        }
    }

    Hash root(byte[] tile) {
        return hasher.root(tile, 0, tile.length / Hash.SIZE);
    }

    /** The root of the whole tree, given its partial tiles. */
    Hash root(byte[][] edge) {
        return RightEdge.root(hasher, layout, edge);
    }

    private byte @Nullable [] read(TileName name) throws IOException {
        return files.read(name.path(), name.isEntries() ? EntryBundle.LONGEST + 1 : TileName.WIDTH * Hash.SIZE + 1);
    }
}
