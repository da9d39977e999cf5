package dev.edgepass.consumer.simulation;

/** A cheap keyed hash that stands for cryptography: who doesn't have the key can't hit it by chance. */
final class Mac {
    private Mac() {}

    static long of(CharSequence text, long key) {
        long hash = 0xCBF29CE484222325L ^ key;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** 64 bytes, as many as an ES256 signature has: a nonce, so that no two signatures are equal, and what only the key's owner makes of it. */
    static byte[] sign(String signingInput, long key, long nonce) {
        byte[] signature = new byte[64];
        put(signature, 0, nonce);
        long state = of(signingInput, key) ^ nonce;
        for (int i = 8; i < signature.length; i += 8) {
            state = mix(state + i);
            put(signature, i, state);
        }
        return signature;
    }

    static boolean verify(String signingInput, long key, byte[] signature) {
        long nonce = 0;
        for (int i = 0; i < 8; i++) {
            nonce = nonce << 8 | signature[i] & 0xFF;
        }
        return java.util.Arrays.equals(signature, sign(signingInput, key, nonce));
    }

    private static void put(byte[] bytes, int at, long value) {
        for (int i = 0; i < 8; i++) {
            bytes[at + i] = (byte) (value >>> 56 - 8 * i);
        }
    }
}
