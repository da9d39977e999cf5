package dev.edgepass.issuer.revocation;

/**
 * Counts different names in bounded memory: 64 bits of each are kept, so that two of a million are taken for one with a probability of 1 to 37 million. Not
 * thread-safe.
 */
final class DistinctCount {
    private static final int FIRST_SLOTS = 1 << 10;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Open addressing; 0 is free. */
    private long[] slots = new long[FIRST_SLOTS];

    private int size;
    private boolean full;

    /** 8 bytes each; half of them are used. */
    private final int mostSlots;

    /** @param bytes of the heap that it may take; it grows by doubling, with the old half beside the new whole */
    DistinctCount(long bytes) {
        long slots = Math.max(FIRST_SLOTS, bytes / Long.BYTES * 2 / 3);
        mostSlots = (int) Math.min(1 << 22, Long.highestOneBit(slots));
    }

    /** Whether it is a new one. */
    boolean add(String name) {
        long hash = hash(name);
        int slot = slotOf(hash);
        if (slots[slot] == hash || full) {
            return false;
        }
        slots[slot] = hash;
        size++;
        if (size * 2 >= slots.length) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
    }

    /** Whether names weren't counted for lack of room. */
    boolean isFull() {
        return full;
    }

    private void grow() {
        if (slots.length == mostSlots) {
            full = true;
            return;
        }
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                slots[slotOf(hash)] = hash;
            }
        }
    }

    private int slotOf(long hash) {
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    /** FNV-1a, and the finish of SplitMix64, which spreads it over all bits. */
    private static long hash(String name) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }
}
