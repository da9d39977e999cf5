package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.util.List;

/**
 * That an entry is one of a tree (RFC 6962 section 2.1.1).
 *
 * @param size of the tree
 * @param path from the leaf's sibling up
 */
public record InclusionProof(long index, long size, List<Hash> path) {
    /** No tree is higher. */
    static final int LONGEST_PATH = 63;

    public InclusionProof {
        if (index < 0 || index >= size) {
            throw new MalformedException("inclusion proof: the tree has no entry of that index");
        }
        if (path.size() > LONGEST_PATH) {
            throw new MalformedException("inclusion proof: more than 63 hashes");
        }
        path = List.copyOf(path);
    }

    /** Whether it leads from the leaf to the root (RFC 9162 section 2.1.3.2). */
    public boolean holds(Hash leaf, Hash root) {
        MerkleHasher hasher = new MerkleHasher();
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = hasher.node(sibling, hash);
                // Levels where the last node has no sibling.
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = hasher.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
