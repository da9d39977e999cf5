package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes proofs (RFC 6962 section 2.1) from the tiles of a log at one size. The tiles aren't verified: a proof that was made from altered ones doesn't hold, so it is
 * verified before it is given to anybody. Not thread-safe.
 */
public final class TreeReader {
    private static final int MOST_KEPT = 64;

    private final TileFiles files;
    private final long size;
    private final MerkleHasher hasher = new MerkleHasher();
    private final Map<TileName, byte[]> kept = new HashMap<>();

    public TreeReader(LogFiles files, long size) {
        this.files = new TileFiles(files, size);
        this.size = size;
    }

    /**
     * The root of the first {@code n} entries.
     *
     * @throws MalformedException where a tile is missing or has a wrong length, here and below
     */
    public Hash root(long n) throws IOException {
        requireWithin(n);
        return n == 0 ? hasher.empty() : root(0, n);
    }

    /** That the entry {@code index} is one of the first {@code n}. */
    public InclusionProof inclusion(long index, long n) throws IOException {
        requireWithin(n);
        if (index < 0 || index >= n) {
            throw new IllegalArgumentException("index: " + index + " (expected: less than " + n + ")");
        }
        List<Hash> path = new ArrayList<>();
        path(index, 0, n, path);
        return new InclusionProof(index, n, path);
    }

    /** That the first {@code oldSize} of {@code newSize} entries are still what they were. */
    public ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
        requireWithin(newSize);
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("size: " + oldSize + " (expected: at most " + newSize + ")");
        }
        List<Hash> path = new ArrayList<>();
        if (oldSize > 0) {
            subproof(oldSize, 0, newSize, true, path);
        }
        return new ConsistencyProof(oldSize, newSize, path);
    }

    /** The entry {@code index}, not verified. */
    public byte[] entry(long index) throws IOException {
        EntryBundle bundle = files.bundle(index / TileName.WIDTH);
        for (long i = index / TileName.WIDTH * TileName.WIDTH; i <= index; i++) {
            if (!bundle.next()) {
                throw new MalformedException("entry bundle: the entry is missing");
            }
        }
        return bundle.entry();
    }

    private void requireWithin(long n) {
        if (n < 0 || n > size) {
            throw new IllegalArgumentException("size: " + n + " (expected: at most " + size + ")");
        }
    }

    private void path(long index, long from, long to, List<Hash> path) throws IOException {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            path(index, from, middle, path);
            path.add(root(middle, to));
        } else {
            path(index, middle, to, path);
            path.add(root(from, middle));
        }
    }

    private void subproof(long oldSize, long from, long to, boolean isKnown, List<Hash> path) throws IOException {
        if (oldSize == to) {
            if (!isKnown) {
                path.add(root(from, to));
            }
            return;
        }
        long middle = from + split(to - from);
        if (oldSize <= middle) {
            subproof(oldSize, from, middle, isKnown, path);
            path.add(root(middle, to));
        } else {
            subproof(oldSize, middle, to, false, path);
            path.add(root(from, middle));
        }
    }

    /** Of the entries from {@code from} to before {@code to}: a subtree of this tree. */
    private Hash root(long from, long to) throws IOException {
        long n = to - from;
        if (Long.bitCount(n) == 1) {
            return complete(from, Long.numberOfTrailingZeros(n));
        }
        long middle = from + split(n);
        return hasher.node(root(from, middle), root(middle, to));
    }

    /** Of the 2^{@code height} entries from {@code from} on: the hash is in a tile, or is the root of neighbours in one. */
    private Hash complete(long from, int height) throws IOException {
        int level = height / 8;
        int count = 1 << (height % 8);
        long first = from >> (8 * level);
        return hasher.root(tile(level, first / TileName.WIDTH), (int) (first % TileName.WIDTH), count);
    }

    private byte[] tile(int level, long index) throws IOException {
        TileName name = TileName.full(level, index);
        byte[] tile = kept.get(name);
        if (tile == null) {
            tile = files.tile(level, index);
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            kept.put(name, tile);
        }
        return tile;
    }

    /** The largest power of two that is less than {@code n}. */
    private static long split(long n) {
        return Long.highestOneBit(n - 1);
    }
}
