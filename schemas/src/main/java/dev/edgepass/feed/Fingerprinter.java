package dev.edgepass.feed;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) of a handle's UTF-8 text under the key that the head carries, since users choose the names of paths and subjects.
 * In {@code int} halves: {@code long} is slow in compiled JavaScript (DESIGN section 4). Not thread-safe; one per thread or isolate.
 */
public final class Fingerprinter {
    /** Bytes of the key. */
    public static final int KEY_BYTES = 16;

    private final int[] key = new int[4];
    private int v0h;
    private int v0l;
    private int v1h;
    private int v1l;
    private int v2h;
    private int v2l;
    private int v3h;
    private int v3l;

    /**
     * @throws IllegalArgumentException where {@code key} isn't 16 bytes
     */
    public Fingerprinter(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("fingerprint key length: " + key.length + " (expected: 16)");
        }
        for (int i = 0; i < 4; i++) {
            this.key[i] = word(key, i * 4);
        }
    }

    public Fingerprint of(Handle handle) {
        return of(handle.toUtf8());
    }

    Fingerprint of(byte[] input) {
        v0h = 0x736f6d65 ^ key[1];
        v0l = 0x70736575 ^ key[0];
        v1h = 0x646f7261 ^ key[3];
        v1l = 0x6e646f6d ^ key[2];
        v2h = 0x6c796765 ^ key[1];
        v2l = 0x6e657261 ^ key[0];
        v3h = 0x74656462 ^ key[3];
        v3l = 0x79746573 ^ key[2];
        int whole = input.length & ~7;
        for (int i = 0; i < whole; i += 8) {
            compress(word(input, i + 4), word(input, i));
        }
        int high = input.length << 24;
        int low = 0;
        for (int i = input.length - 1; i >= whole; i--) {
            int shift = (i - whole) * 8;
            if (shift >= 32) {
                high |= (input[i] & 0xFF) << shift - 32;
            } else {
                low |= (input[i] & 0xFF) << shift;
            }
        }
        compress(high, low);
        v2l ^= 0xFF;
        for (int i = 0; i < 4; i++) {
            round();
        }
        return new Fingerprint(v0h ^ v1h ^ v2h ^ v3h, v0l ^ v1l ^ v2l ^ v3l);
    }

    private void compress(int high, int low) {
        v3h ^= high;
        v3l ^= low;
        round();
        round();
        v0h ^= high;
        v0l ^= low;
    }

    private void round() {
        int sum = v0l + v1l;
        v0h += v1h + carry(sum, v0l);
        v0l = sum;
        sum = v2l + v3l;
        v2h += v3h + carry(sum, v2l);
        v2l = sum;

        int high = v1h << 13 | v1l >>> 19;
        v1l = (v1l << 13 | v1h >>> 19) ^ v0l;
        v1h = high ^ v0h;
        high = v3h << 16 | v3l >>> 16;
        v3l = (v3l << 16 | v3h >>> 16) ^ v2l;
        v3h = high ^ v2h;
        int swap = v0h;
        v0h = v0l;
        v0l = swap;

        sum = v2l + v1l;
        v2h += v1h + carry(sum, v2l);
        v2l = sum;
        sum = v0l + v3l;
        v0h += v3h + carry(sum, v0l);
        v0l = sum;

        high = v1h << 17 | v1l >>> 15;
        v1l = (v1l << 17 | v1h >>> 15) ^ v2l;
        v1h = high ^ v2h;
        high = v3h << 21 | v3l >>> 11;
        v3l = (v3l << 21 | v3h >>> 11) ^ v0l;
        v3h = high ^ v0h;
        swap = v2h;
        v2h = v2l;
        v2l = swap;
    }

    private static int carry(int sum, int addend) {
        return Integer.compareUnsigned(sum, addend) < 0 ? 1 : 0;
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xFF
                | (bytes[at + 1] & 0xFF) << 8
                | (bytes[at + 2] & 0xFF) << 16
                | (bytes[at + 3] & 0xFF) << 24;
    }
}
