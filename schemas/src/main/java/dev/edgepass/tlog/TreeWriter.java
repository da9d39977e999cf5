package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Grows a log. Every file's bytes are a function of the entries and their positions alone: two writers, or one that begins again after it was stopped, put the same.
 * It keeps the right edge of the tree, at most one tile a level and one bundle, whatever the size. After an exception it has to be begun again from the last checkpoint.
 * Not thread-safe.
 */
public final class TreeWriter {
    private final LogSink sink;
    private final MerkleHasher hasher = new MerkleHasher();
    private final RightEdge edge;
    private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();

    private TreeWriter(LogSink sink, RightEdge edge) {
        this.sink = sink;
        this.edge = edge;
    }

    /** A log without entries. */
    public static TreeWriter begin(LogSink sink) {
        return new TreeWriter(sink, new RightEdge(0));
    }

    /**
     * Goes on at {@code head}, with the right edge as {@code files} has it.
     *
     * @throws MalformedException where the edge is missing, or isn't that of the head's root
     */
    public static TreeWriter resume(TreeHead head, LogFiles files, LogSink sink) throws IOException {
        TileFiles tiles = new TileFiles(files, head.size());
        TreeWriter writer = new TreeWriter(sink, RightEdge.read(tiles));
        if (!writer.head().equals(head)) {
            throw new MalformedException("the tiles of the right edge aren't those of the checkpoint's root");
        }
        writer.takeBundle(tiles);
        return writer;
    }

    /** The tree with all that was appended. */
    public TreeHead head() {
        return new TreeHead(edge.size(), edge.root(hasher));
    }

    /**
     * Appends the entry at the position {@link TreeHead#size}. What is full now is put.
     *
     * @throws IllegalArgumentException where the entry is longer than {@link EntryBundle#LONGEST_ENTRY}
     */
    public void append(byte[] entry) throws IOException {
        EntryBundle.append(bundle, entry);
        Hash hash = hasher.leaf(entry);
        edge.grow();
        for (int level = 0; edge.put(level, hash); level++) {
            TileName full = TileName.full(level, edge.layout().fullTiles(level) - 1);
            if (level == 0) {
                sink.put(TileName.full(TileName.ENTRIES, full.index()), bundle.toByteArray());
                bundle.reset();
            }
            byte[] tile = edge.tile(level, TileName.WIDTH);
            sink.put(full, tile);
            hash = hasher.root(tile, 0, TileName.WIDTH);
        }
    }

    /** Puts the partial tiles and the partial bundle of the size so far. A checkpoint may then be signed for the head that it returns. */
    public TreeHead seal() throws IOException {
        TileLayout layout = edge.layout();
        if (layout.partialWidth(0) > 0) {
            sink.put(layout.tile(TileName.ENTRIES, layout.fullTiles(0)), bundle.toByteArray());
        }
        for (int level = 0; level < layout.levels(); level++) {
            int width = layout.partialWidth(level);
            if (width > 0) {
                sink.put(layout.tile(level, layout.fullTiles(level)), edge.tile(level, width));
            }
        }
        return head();
    }

    private void takeBundle(TileFiles tiles) throws IOException {
        int width = tiles.layout().partialWidth(0);
        if (width == 0) {
            return;
        }
        EntryBundle entries = tiles.bundle(tiles.layout().fullTiles(0));
        byte[] hashes = new byte[width * Hash.SIZE];
        for (int i = 0; i < width; i++) {
            if (!entries.next()) {
                throw new MalformedException("entry bundle: entries are missing");
            }
            EntryBundle.append(bundle, entries.entry());
            hasher.leaf(entries.entry(), 0, entries.length(), hashes, i);
        }
        if (!Arrays.equals(hashes, edge.tile(0, width))) {
            throw new MalformedException("entry bundle: its entries aren't those of its tile");
        }
    }
}
