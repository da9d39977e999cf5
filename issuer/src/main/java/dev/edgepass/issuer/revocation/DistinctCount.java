package dev.edgepass.issuer.revocation;

import java.util.HashSet;
import java.util.Set;

/** Counts different names in bounded memory. Not thread-safe. */
final class DistinctCount {
    /** Of the heap, for a subject of a token in a {@link HashSet}. */
    private static final int NAME_BYTES = 128;

    private final Set<String> names = new HashSet<>();
    private final int most;
    private boolean full;

    /** @param bytes of the heap that it may take */
    DistinctCount(long bytes) {
        most = (int) Math.min(Integer.MAX_VALUE, bytes / NAME_BYTES);
    }

    /** Whether it is a new one, and was counted. */
    boolean add(String name) {
        if (names.size() < most) {
            return names.add(name);
        }
        full |= !names.contains(name);
        return false;
    }

    int size() {
        return names.size();
    }

    /** Whether names weren't counted for lack of room. */
    boolean isFull() {
        return full;
    }
}
