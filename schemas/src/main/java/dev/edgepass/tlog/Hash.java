package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.util.Arrays;

/** A SHA-256 hash: of a leaf, a node or a whole tree. Immutable. */
public final class Hash {
    /** In bytes. */
    public static final int SIZE = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws MalformedException for other than {@value #SIZE} bytes
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new MalformedException("hash: " + bytes.length + " bytes (expected: 32)");
        }
        return new Hash(bytes.clone());
    }

    /** The hash in the slot {@code index} of hashes one after another. */
    static Hash at(byte[] hashes, int index) {
        return new Hash(Arrays.copyOfRange(hashes, index * SIZE, (index + 1) * SIZE));
    }

    /**
     * @throws MalformedException where it isn't the canonical base64 of {@value #SIZE} bytes
     */
    public static Hash parse(String base64) {
        return of(Base64Text.decode(base64));
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    void copyTo(byte[] hashes, int index) {
        System.arraycopy(bytes, 0, hashes, index * SIZE, SIZE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In base64. */
    @Override
    public String toString() {
        return Base64Text.encode(bytes);
    }
}
