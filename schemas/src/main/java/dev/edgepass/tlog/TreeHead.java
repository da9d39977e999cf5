package dev.edgepass.tlog;

/**
 * A tree at one size.
 *
 * @param size the number of its entries
 */
public record TreeHead(long size, Hash root) {
    public TreeHead {
        if (size < 0) {
            throw new IllegalArgumentException("size: " + size + " (expected: >= 0)");
        }
    }
}
