package dev.edgepass.feed;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) of a handle's UTF-8 text under the key that the head carries, since users choose the names of paths and subjects.
 * In {@code int} halves: {@code long} is slow in compiled JavaScript. Immutable.
 */
public final class Fingerprinter {
    /** Bytes of the key. */
    public static final int KEY_BYTES = 16;

    private final int[] key = new int[4];
    private final Fingerprint ofAll;

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
        ofAll = of(Handle.ALL.toBinary());
    }

    public Fingerprint of(Handle handle) {
        return handle == Handle.ALL ? ofAll : of(handle.toBinary());
    }

    /**
     * Of any bytes. All in locals, with the round's code once: that is what a compiler of JavaScript keeps in registers.
     *
     * @param input bytes, each as a character
     */
    public Fingerprint of(String input) {
        int length = input.length();
        int v0h = 0x736f6d65 ^ key[1];
        int v0l = 0x70736575 ^ key[0];
        int v1h = 0x646f7261 ^ key[3];
        int v1l = 0x6e646f6d ^ key[2];
        int v2h = 0x6c796765 ^ key[1];
        int v2l = 0x6e657261 ^ key[0];
        int v3h = 0x74656462 ^ key[3];
        int v3l = 0x79746573 ^ key[2];
        int compressing = 2 * ((length >>> 3) + 1);
        int high = 0;
        int low = 0;
        for (int round = 0; round < compressing + 4; round++) {
            boolean first = (round & 1) == 0;
            if (first && round < compressing) {
                int at = round * 4;
                if (at + 8 <= length) {
                    high = word(input, at + 4);
                    low = word(input, at);
                } else {
                    high = length << 24 | rest(input, at + 4);
                    low = rest(input, at);
                }
                v3h ^= high;
                v3l ^= low;
            } else if (round == compressing) {
                v2l ^= 0xFF;
            }

            int sum = v0l + v1l;
            v0h += v1h + carry(sum, v0l);
            v0l = sum;
            sum = v2l + v3l;
            v2h += v3h + carry(sum, v2l);
            v2l = sum;

            int turned = v1h << 13 | v1l >>> 19;
            v1l = (v1l << 13 | v1h >>> 19) ^ v0l;
            v1h = turned ^ v0h;
            turned = v3h << 16 | v3l >>> 16;
            v3l = (v3l << 16 | v3h >>> 16) ^ v2l;
            v3h = turned ^ v2h;
            int swap = v0h;
            v0h = v0l;
            v0l = swap;

            sum = v2l + v1l;
            v2h += v1h + carry(sum, v2l);
            v2l = sum;
            sum = v0l + v3l;
            v0h += v3h + carry(sum, v0l);
            v0l = sum;

            turned = v1h << 17 | v1l >>> 15;
            v1l = (v1l << 17 | v1h >>> 15) ^ v2l;
            v1h = turned ^ v2h;
            turned = v3h << 21 | v3l >>> 11;
            v3l = (v3l << 21 | v3h >>> 11) ^ v0l;
            v3h = turned ^ v0h;
            swap = v2h;
            v2h = v2l;
            v2l = swap;

            if (!first && round < compressing) {
                v0h ^= high;
                v0l ^= low;
            }
        }
        return new Fingerprint(v0h ^ v1h ^ v2h ^ v3h, v0l ^ v1l ^ v2l ^ v3l);
    }

    /** The word of at most four bytes from {@code at} to the end, zeros after it. */
    private static int rest(String bytes, int at) {
        int word = 0;
        for (int i = bytes.length() - 1; i >= at; i--) {
            word = word << 8 | bytes.charAt(i);
        }
        return word;
    }

    private static int carry(int sum, int addend) {
        return (sum ^ Integer.MIN_VALUE) < (addend ^ Integer.MIN_VALUE) ? 1 : 0;
    }

    private static int word(String bytes, int at) {
        return bytes.charAt(at) | bytes.charAt(at + 1) << 8 | bytes.charAt(at + 2) << 16 | bytes.charAt(at + 3) << 24;
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xFF
                | (bytes[at + 1] & 0xFF) << 8
                | (bytes[at + 2] & 0xFF) << 16
                | (bytes[at + 3] & 0xFF) << 24;
    }
}
