package dev.edgepass.thumbnails.work;

import dev.edgepass.jdk.Sha256;
import dev.edgepass.thumbnails.decode.Reason;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What was found about each object's present version, in a set-associative cache: 8 bytes an object, and never more than were allocated, however many objects there are. One
 * that was forgotten is looked at again. Key and ETag are in it as hashes: of 50 bits about, and of 28. Not thread-safe.
 */
final class Verdicts {
    /** 16 MB. */
    static final int SLOTS = 1 << 21;

    private static final int WAYS = 8;
    private static final int CODE_BITS = 4;
    private static final int CODE_MASK = (1 << CODE_BITS) - 1;
    private static final int TAG_SHIFT = 32;
    private static final int SETTLED = 1;
    private static final Reason[] REASONS = Reason.values();

    /** Each a tag of the key (32 bits), a hash of the ETag (28 bits) and a code (4 bits; an empty slot is 0). */
    private final long[] slots;

    private int turn;

    /** @param slots a power of two */
    Verdicts(int slots) {
        this.slots = new long[slots];
    }

    /** Whether its thumbnail needs no look. */
    boolean isSettled(Bucket.Entry object) {
        return code(object) == SETTLED;
    }

    /** Why it has none. */
    Optional<Reason> failure(Bucket.Entry object) {
        int code = code(object);
        return code > SETTLED ? Optional.of(REASONS[code - SETTLED - 1]) : Optional.empty();
    }

    void settle(Bucket.Entry object) {
        put(object, SETTLED);
    }

    void fail(Bucket.Entry object, Reason reason) {
        put(object, SETTLED + 1 + reason.ordinal());
    }

    private int code(Bucket.Entry object) {
        long key = hash(object.key());
        int slot = find(key);
        boolean known = slot >= 0 && slots[slot] >>> CODE_BITS == word(key, object, 0) >>> CODE_BITS;
        return known ? (int) slots[slot] & CODE_MASK : 0;
    }

    private void put(Bucket.Entry object, int code) {
        long key = hash(object.key());
        int slot = find(key);
        slots[slot >= 0 ? slot : forgotten(set(key))] = word(key, object, code);
    }

    /** The key's slot, else an empty one of its set, else -1. There is nothing behind an empty one. */
    private int find(long key) {
        int set = set(key);
        for (int slot = set; slot < set + WAYS; slot++) {
            if (slots[slot] == 0 || slots[slot] >>> TAG_SHIFT == key >>> TAG_SHIFT) {
                return slot;
            }
        }
        return -1;
    }

    /** One whose thumbnail is there, if any: to look at it costs less than to decode another one once more. */
    private int forgotten(int set) {
        int first = turn++ & (WAYS - 1);
        for (int i = 0; i < WAYS; i++) {
            int slot = set + (first + i & (WAYS - 1));
            if ((slots[slot] & CODE_MASK) == SETTLED) {
                return slot;
            }
        }
        return set + first;
    }

    private int set(long key) {
        return (int) key & (slots.length - 1) & -WAYS;
    }

    private static long word(long key, Bucket.Entry object, int code) {
        return key >>> TAG_SHIFT << TAG_SHIFT | (hash(object.etag()) & 0xFFFF_FFFFL) >>> CODE_BITS << CODE_BITS | code;
    }

    /** Of a kind that an uploader finds no collisions of. */
    private static long hash(String text) {
        return ByteBuffer.wrap(Sha256.hash(text)).getLong();
    }
}
