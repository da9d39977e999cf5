package dev.edgepass.tlog;

/**
 * The tiles and bundles that a log of some size has: per level the full ones, and at most one partial one at its end, of {@code floor(size / 256^level) mod 256} hashes.
 *
 * @param size the number of entries
 */
public record TileLayout(long size) {
    public TileLayout {
        if (size < 0) {
            throw new IllegalArgumentException("size: " + size + " (expected: >= 0)");
        }
    }

    /** The number of levels; none for an empty log. */
    public int levels() {
        int levels = 0;
        while (levels < TileName.LEVELS && hashes(levels) > 0) {
            levels++;
        }
        return levels;
    }

    /** The number of tiles of a level, with the partial one; {@link TileName#ENTRIES} has as many bundles as level 0 has tiles. */
    public long tiles(int level) {
        return fullTiles(level) + (partialWidth(level) > 0 ? 1 : 0);
    }

    public long fullTiles(int level) {
        return hashes(level) / TileName.WIDTH;
    }

    /** The width of the partial tile, 0 where there is none. */
    public int partialWidth(int level) {
        return (int) (hashes(level) % TileName.WIDTH);
    }

    /** The tile {@code index} of a level, which has to be there. */
    public TileName tile(int level, long index) {
        return new TileName(level, index, index < fullTiles(level) ? TileName.WIDTH : partialWidth(level));
    }

    /** Whether it is a tile or bundle of this very size. */
    public boolean has(TileName name) {
        return name.index() < tiles(name.level())
                && tile(name.level(), name.index()).equals(name);
    }

    /** Whether it is a partial one of a smaller size of this log, which the wider one has replaced. */
    public boolean isReplaced(TileName name) {
        return name.index() < tiles(name.level())
                && name.width() < tile(name.level(), name.index()).width();
    }

    private long hashes(int level) {
        return size >> (8 * Math.max(level, 0));
    }
}
