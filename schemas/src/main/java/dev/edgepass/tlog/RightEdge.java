package dev.edgepass.tlog;

import java.io.IOException;
import java.util.Arrays;

/** The hashes of a growing tree that are in no full tile yet. Not thread-safe. */
final class RightEdge {
    private long size;
    private final byte[][] tiles = new byte[TileName.LEVELS][TileName.WIDTH * Hash.SIZE];

    RightEdge(long size) {
        this.size = size;
    }

    static RightEdge read(TileFiles files) throws IOException {
        TileLayout layout = files.layout();
        RightEdge edge = new RightEdge(layout.size());
        for (int level = 0; level < layout.levels(); level++) {
            int width = layout.partialWidth(level);
            if (width > 0) {
                byte[] tile = files.tile(level, layout.fullTiles(level));
                System.arraycopy(tile, 0, edge.tiles[level], 0, width * Hash.SIZE);
            }
        }
        return edge;
    }

    long size() {
        return size;
    }

    TileLayout layout() {
        return new TileLayout(size);
    }

    void grow() {
        size++;
    }

    /**
     * The last hash of a level.
     *
     * @return whether the level's tile is full now
     */
    boolean put(int level, Hash hash) {
        int width = layout().partialWidth(level);
        int slot = (width == 0 ? TileName.WIDTH : width) - 1;
        hash.copyTo(tiles[level], slot);
        return width == 0;
    }

    byte[] tile(int level, int width) {
        return Arrays.copyOf(tiles[level], width * Hash.SIZE);
    }

    Hash root(MerkleHasher hasher) {
        return root(hasher, layout(), tiles);
    }

    /** The root of the tree whose partial tiles are {@code tiles}, one a level: what is to the right of a level's hashes is hashed as one more. */
    static Hash root(MerkleHasher hasher, TileLayout layout, byte[][] tiles) {
        byte[] hashes = new byte[TileName.WIDTH * Hash.SIZE];
        Hash right = null;
        for (int level = 0; level < layout.levels(); level++) {
            int width = layout.partialWidth(level);
            if (width > 0) {
                System.arraycopy(tiles[level], 0, hashes, 0, width * Hash.SIZE);
            }
            if (right != null) {
                right.copyTo(hashes, width++);
            }
            if (width > 0) {
                right = hasher.root(hashes, 0, width);
            }
        }
        return right == null ? hasher.empty() : right;
    }
}
