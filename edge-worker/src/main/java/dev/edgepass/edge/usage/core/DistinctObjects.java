package dev.edgepass.edge.usage.core;

/** How many different objects there were, by 32-bit hashes: at least, since two may share one, and since it stops at {@link #MOST}. */
final class DistinctObjects {
    static final int MOST = 256;

    private static final int FIRST_ROOM = 8;
    private static final int[] NONE = {};

    /** The first one: the table is made for the second. */
    private int first;

    private int[] hashes = NONE;
    private int count;

    int count() {
        return count;
    }

    void add(int hash) {
        // Zero is a free place.
        int sought = hash == 0 ? 1 : hash;
        if (count == 0) {
            first = sought;
            count = 1;
            return;
        }
        if (sought == first) {
            return;
        }
        if (hashes.length == 0) {
            hashes = new int[FIRST_ROOM];
            hashes[place(hashes, first)] = first;
        }
        int place = place(hashes, sought);
        if (hashes[place] == sought || count == MOST) {
            return;
        }
        hashes[place] = sought;
        count++;
        if (count * 2 > hashes.length) {
            grow();
        }
    }

    private void grow() {
        int[] larger = new int[hashes.length * 2];
        for (int hash : hashes) {
            if (hash != 0) {
                larger[place(larger, hash)] = hash;
            }
        }
        hashes = larger;
    }

    /** Where {@code hash} is, or the free place for it. */
    private static int place(int[] hashes, int hash) {
        int place = (hash ^ hash >>> 16) & hashes.length - 1;
        while (hashes[place] != 0 && hashes[place] != hash) {
            place = place + 1 & hashes.length - 1;
        }
        return place;
    }
}
