package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** An entry bundle (tlog-tiles): entries one after another, each after its length as a big endian uint16. This reads one from its begin. Not thread-safe. */
public final class EntryBundle {
    /** In bytes. */
    public static final int LONGEST_ENTRY = 0xffff;

    private static final int PREFIX = 2;

    /** No bundle is longer. */
    public static final int LONGEST = TileName.WIDTH * (PREFIX + LONGEST_ENTRY);

    private final byte[] bytes;
    private int start;
    private int end;

    public EntryBundle(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Appends one entry to a bundle.
     *
     * @throws IllegalArgumentException where the entry is too long
     */
    static void append(ByteArrayOutputStream bundle, byte[] entry) {
        if (entry.length > LONGEST_ENTRY) {
            throw new IllegalArgumentException("entry: " + entry.length + " bytes (expected: at most 65535)");
        }
        bundle.write(entry.length >> 8);
        bundle.write(entry.length);
        bundle.write(entry, 0, entry.length);
    }

    /**
     * Goes to the next entry.
     *
     * @return false at the end
     * @throws MalformedException where the bundle ends within an entry
     */
    public boolean next() {
        if (end == bytes.length) {
            return false;
        }
        if (bytes.length - end < PREFIX) {
            throw new MalformedException("entry bundle: it ends within a length");
        }
        int length = (bytes[end] & 0xff) << 8 | bytes[end + 1] & 0xff;
        if (bytes.length - end - PREFIX < length) {
            throw new MalformedException("entry bundle: it ends within an entry");
        }
        start = end + PREFIX;
        end = start + length;
        return true;
    }

    /** Of the entry in the bundle's bytes. */
    public int start() {
        return start;
    }

    public int length() {
        return end - start;
    }

    public byte[] entry() {
        return Arrays.copyOfRange(bytes, start, end);
    }
}
