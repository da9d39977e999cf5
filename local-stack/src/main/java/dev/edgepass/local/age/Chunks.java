package dev.edgepass.local.age;

import javax.crypto.AEADBadTagException;

/** The payload's chunks, one after another: STREAM, whose nonce is a counter and whether the chunk is the last. Not thread-safe. */
final class Chunks {
    static final int NONCE_BYTES = 16;
    static final int PLAIN_BYTES = 64 << 10;
    static final int SEALED_BYTES = PLAIN_BYTES + Aead.TAG_BYTES;

    private final byte[] key;
    private final byte[] nonce = new byte[Aead.NONCE_BYTES];

    Chunks(byte[] fileKey, byte[] payloadNonce) {
        this.key = Hkdf.key(fileKey, payloadNonce, "payload");
    }

    byte[] seal(byte[] plain, int length, boolean last) {
        return Aead.seal(key, next(last), plain, length);
    }

    byte[] open(byte[] sealed, int length, boolean last) throws AEADBadTagException {
        return Aead.open(key, next(last), sealed, length);
    }

    /** The nonce of this chunk; the next one's is one higher. */
    private byte[] next(boolean last) {
        nonce[Aead.NONCE_BYTES - 1] = (byte) (last ? 1 : 0);
        byte[] current = nonce.clone();
        for (int i = Aead.NONCE_BYTES - 2; i >= 0 && ++nonce[i] == 0; i--) {
            // Carried.
        }
        return current;
    }
}
