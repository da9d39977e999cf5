package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.util.Iterator;
import java.util.List;

/** That a tree has grown from an older one by appending alone (RFC 6962 section 2.1.2). */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
    public ConsistencyProof {
        if (oldSize < 0 || oldSize > newSize) {
            throw new MalformedException("consistency proof: the older tree is larger");
        }
        if (path.size() > InclusionProof.LONGEST_PATH) {
            throw new MalformedException("consistency proof: more than 63 hashes");
        }
        path = List.copyOf(path);
    }

    /** Whether it leads to both roots (RFC 9162 section 2.1.4.2). A tree without entries is consistent with every tree, and needs no proof. */
    public boolean holds(Hash oldRoot, Hash newRoot) {
        if (oldSize == 0) {
            return path.isEmpty() && oldRoot.equals(new MerkleHasher().empty());
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        return leadsTo(oldRoot, newRoot);
    }

    private boolean leadsTo(Hash oldRoot, Hash newRoot) {
        MerkleHasher hasher = new MerkleHasher();
        Iterator<Hash> hashes = path.iterator();
        // The largest subtree that ends where the older tree ends.
        int height = Long.numberOfTrailingZeros(oldSize);
        long node = (oldSize - 1) >> height;
        long last = (newSize - 1) >> height;
        if (Long.bitCount(oldSize) > 1 && !hashes.hasNext()) {
            return false;
        }
        // The older tree is that subtree alone: its root isn't said again.
        Hash older = Long.bitCount(oldSize) == 1 ? oldRoot : hashes.next();
        Hash newer = older;
        while (hashes.hasNext()) {
            Hash sibling = hashes.next();
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                older = hasher.node(sibling, older);
                newer = hasher.node(sibling, newer);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newer = hasher.node(newer, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && older.equals(oldRoot) && newer.equals(newRoot);
    }
}
