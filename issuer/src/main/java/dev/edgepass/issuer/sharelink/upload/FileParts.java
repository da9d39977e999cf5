package dev.edgepass.issuer.sharelink.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a file is cut: all parts of one size, the last one of what is left. Pure.
 *
 * @param size of the file in bytes, 1 to {@link #MOST_BYTES}
 */
record FileParts(long size) {
    /** What the store copies with one call (R2: 5 GB), as an acceptance does. */
    static final long MOST_BYTES = 5_000_000_000L;

    /** At least 5 MiB, which stores want of all parts but the last, and at most 10,000 parts. */
    static final int PART_BYTES = 8 * 1024 * 1024;

    int number() {
        return Math.toIntExact((size + PART_BYTES - 1) / PART_BYTES);
    }

    boolean has(int part) {
        return part >= 1 && part <= number();
    }

    /** Bytes of a part that it {@link #has}. */
    long length(int part) {
        return part < number() ? PART_BYTES : size - (number() - 1L) * PART_BYTES;
    }

    /** Those that aren't in {@code parts}, the first few. */
    List<Integer> missing(Set<Integer> parts, int most) {
        List<Integer> missing = new ArrayList<>();
        for (int part = 1; part <= number() && missing.size() < most; part++) {
            if (!parts.contains(part)) {
                missing.add(part);
            }
        }
        return missing;
    }
}
