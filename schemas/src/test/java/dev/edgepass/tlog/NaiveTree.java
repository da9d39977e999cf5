package dev.edgepass.tlog;

import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962 section 2.1, word by word. */
final class NaiveTree {
    private static final MerkleHasher HASHER = new MerkleHasher();

    private NaiveTree() {}

    /** MTH. */
    static Hash root(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return HASHER.empty();
        }
        if (entries.size() == 1) {
            return HASHER.leaf(entries.get(0));
        }
        int k = split(entries.size());
        return HASHER.node(root(entries.subList(0, k)), root(entries.subList(k, entries.size())));
    }

    /** PATH. */
    static List<Hash> path(int m, List<byte[]> entries) {
        int n = entries.size();
        if (n == 1) {
            return new ArrayList<>();
        }
        int k = split(n);
        List<Hash> path = m < k ? path(m, entries.subList(0, k)) : path(m - k, entries.subList(k, n));
        path.add(m < k ? root(entries.subList(k, n)) : root(entries.subList(0, k)));
        return path;
    }

    /** PROOF. */
    static List<Hash> proof(int m, List<byte[]> entries) {
        return subproof(m, entries, true);
    }

    private static List<Hash> subproof(int m, List<byte[]> entries, boolean isKnown) {
        int n = entries.size();
        if (m == n) {
            return new ArrayList<>(isKnown ? List.of() : List.of(root(entries)));
        }
        int k = split(n);
        if (m <= k) {
            List<Hash> proof = subproof(m, entries.subList(0, k), isKnown);
            proof.add(root(entries.subList(k, n)));
            return proof;
        }
        List<Hash> proof = subproof(m - k, entries.subList(k, n), false);
        proof.add(root(entries.subList(0, k)));
        return proof;
    }

    private static int split(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }
}
