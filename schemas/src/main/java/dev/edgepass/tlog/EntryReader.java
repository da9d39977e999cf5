package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.io.IOException;

/**
 * Reads a log's entries from its begin on. What was read is trusted once {@link #verify} has returned: until then it may be altered. Not
 * thread-safe.
 */
public final class EntryReader {
    private final LogFiles files;
    private final TileFiles tiles;
    private final TreeHead head;
    private final MerkleHasher hasher = new MerkleHasher();
    private final RightEdge edge = new RightEdge(0);

    /** Takes one entry, in their order. */
    @FunctionalInterface
    public interface Sink {
        void take(byte[] entry) throws IOException;
    }

    /** @param head that a known key has signed */
    public EntryReader(LogFiles files, TreeHead head) {
        this.files = files;
        this.tiles = new TileFiles(files, head.size());
        this.head = head;
    }

    /** How many entries were read. */
    public long position() {
        return edge.size();
    }

    /**
     * Reads entries up to before {@code end}; this and the begin are of a bundle, or the log's end.
     *
     * @throws MalformedException where one is missing
     */
    public void read(long end, Sink sink) throws IOException {
        while (position() < end) {
            EntryBundle bundle = tiles.bundle(position() / TileName.WIDTH);
            for (long to = endOfBundle(end); position() < to; ) {
                if (!bundle.next()) {
                    throw new MalformedException("entry bundle: entry " + position() + " is missing");
                }
                byte[] entry = bundle.entry();
                append(hasher.leaf(entry));
                sink.take(entry);
            }
        }
    }

    private long endOfBundle(long end) {
        return Math.min(end, (position() / TileName.WIDTH + 1) * TileName.WIDTH);
    }

    private void append(Hash leaf) {
        edge.grow();
        Hash hash = leaf;
        for (int level = 0; edge.put(level, hash); level++) {
            hash = hasher.root(edge.tile(level, TileName.WIDTH), 0, TileName.WIDTH);
        }
    }

    /**
     * Returns where the signed root has all that was read.
     *
     * @throws MalformedException where it hasn't
     */
    public void verify() throws IOException {
        ConsistencyProof proof = new TreeReader(files, head.size()).consistency(position(), head.size());
        if (!proof.holds(edge.root(hasher), head.root())) {
            throw new MalformedException("the entries before " + position() + " aren't those of the signed root");
        }
    }
}
