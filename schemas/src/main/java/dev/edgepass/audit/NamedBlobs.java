package dev.edgepass.audit;

import java.util.Arrays;

/** A set of blobs in 8 bytes each: of a hash it keeps the first 64 bits. Not thread-safe. */
final class NamedBlobs {
    private static final int DIGITS = 16;

    private long[] begins = new long[64];
    private int size;
    private boolean isSorted;

    void add(String sha256) {
        if (size == begins.length) {
            begins = Arrays.copyOf(begins, 2 * size);
        }
        begins[size++] = begin(sha256);
        isSorted = false;
    }

    /**
     * @param sha256 64 hexadecimal digits
     */
    boolean has(String sha256) {
        if (!isSorted) {
            Arrays.sort(begins, 0, size);
            isSorted = true;
        }
        return Arrays.binarySearch(begins, 0, size, begin(sha256)) >= 0;
    }

    private static long begin(String sha256) {
        return Long.parseUnsignedLong(sha256, 0, DIGITS, 16);
    }
}
