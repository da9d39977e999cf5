package dev.edgepass.tlog;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes of a Merkle tree (RFC 6962 section 2.1): a leaf's input begins with 0x00, a node's with 0x01. Not thread-safe. */
public final class MerkleHasher {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest digest;

    /** The hashes of one tile, halved again and again. */
    private final byte[] level = new byte[(TileName.WIDTH + 1) * Hash.SIZE];

    public MerkleHasher() {
        digest = sha256();
    }

    /** The hash of {@code bytes} outside of any tree. */
    static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    /** The root of the tree without entries: the hash of nothing. */
    public Hash empty() {
        return Hash.of(digest.digest());
    }

    public Hash leaf(byte[] entry) {
        byte[] hash = new byte[Hash.SIZE];
        leaf(entry, 0, entry.length, hash, 0);
        return Hash.of(hash);
    }

    public Hash node(Hash left, Hash right) {
        digest.update(NODE);
        digest.update(left.toBytes());
        return Hash.of(digest.digest(right.toBytes()));
    }

    /** Puts the hash of the entry at {@code offset} into the slot {@code index} of {@code hashes}. */
    void leaf(byte[] bytes, int offset, int length, byte[] hashes, int index) {
        digest.update(LEAF);
        digest.update(bytes, offset, length);
        finish(hashes, index);
    }

    /**
     * The root of the tree whose leaves have the {@code count} hashes from the slot {@code from} on. Pairs are hashed level by level; the last of an odd number goes up as
     * it is, which gives the tree of the RFC.
     *
     * @param count 1 to 257: a tile, and the tree to the right of it
     */
    Hash root(byte[] hashes, int from, int count) {
        System.arraycopy(hashes, from * Hash.SIZE, level, 0, count * Hash.SIZE);
        for (int n = count; n > 1; n = (n + 1) / 2) {
            for (int i = 0; i < n / 2; i++) {
                digest.update(NODE);
                digest.update(level, 2 * i * Hash.SIZE, 2 * Hash.SIZE);
                finish(level, i);
            }
            if (n % 2 == 1) {
                System.arraycopy(level, (n - 1) * Hash.SIZE, level, n / 2 * Hash.SIZE, Hash.SIZE);
            }
        }
        return Hash.at(level, 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    private void finish(byte[] hashes, int index) {
        try {
            digest.digest(hashes, index * Hash.SIZE, Hash.SIZE);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 isn't 32 bytes long here", e);
        }
    }
}
