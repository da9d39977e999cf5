package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells how the entries of a bundle differ from those of its tile. */
final class BundleDiff {
    private final String path;
    private final long start;
    private final List<Hash> wanted = new ArrayList<>();

    /** The finding that the next entry may be a part of. */
    private Finding.Kind kind = Finding.Kind.ALTERED;

    private long first = Finding.NO_ENTRY;
    private long last;

    /**
     * @param tile the hashes of the entries, as the log has them
     */
    BundleDiff(String path, long start, byte[] tile) {
        this.path = path;
        this.start = start;
        for (int i = 0; i < tile.length / Hash.SIZE; i++) {
            wanted.add(Hash.at(tile, i));
        }
    }

    void compare(byte[] bundle, Findings findings) {
        List<Hash> there = new ArrayList<>();
        String broken = read(bundle, there);
        Set<Hash> known = new HashSet<>(wanted);
        Set<Hash> found = new HashSet<>(there);
        long before = findings.count();
        int i = 0;
        int at = 0;
        while (i < wanted.size() || at < there.size()) {
            boolean isThere = i < wanted.size() && found.contains(wanted.get(i));
            boolean isKnown = at < there.size() && known.contains(there.get(at));
            if (i < wanted.size() && at < there.size() && wanted.get(i).equals(there.get(at))) {
                i++;
                at++;
            } else if (at == there.size() || (i < wanted.size() && !isThere && isKnown)) {
                add(Finding.Kind.MISSING, i++, findings);
            } else if (i == wanted.size() || (isThere && !isKnown)) {
                add(Finding.Kind.EXTRA, i, findings);
                at++;
            } else {
                add(isThere ? Finding.Kind.MOVED : Finding.Kind.ALTERED, i++, findings);
                at++;
            }
        }
        flush(findings);
        if (findings.count() == before && !broken.isEmpty()) {
            findings.add(Finding.file(Finding.Kind.TRUNCATED, path, broken));
        }
    }

    /** Neighbours of one kind are one finding. An extra entry is named by the one before which it is. */
    private void add(Finding.Kind next, int slot, Findings findings) {
        long entry = start + slot;
        if (first != Finding.NO_ENTRY && next == kind && entry <= last + 1) {
            last = entry;
            return;
        }
        flush(findings);
        kind = next;
        first = entry;
        last = entry;
    }

    private void flush(Findings findings) {
        if (first != Finding.NO_ENTRY) {
            boolean isExtra = kind == Finding.Kind.EXTRA;
            findings.add(new Finding(kind, path, first, last, isExtra ? "at or before this place" : ""));
        }
        first = Finding.NO_ENTRY;
    }

    /** The hashes up to where the bundle is broken; how it is. */
    private String read(byte[] bundle, List<Hash> hashes) {
        MerkleHasher hasher = new MerkleHasher();
        EntryBundle entries = new EntryBundle(bundle);
        try {
            // More would be as wrong, and of hostile size.
            while (hashes.size() < 2 * TileName.WIDTH && entries.next()) {
                hashes.add(hasher.leaf(entries.entry()));
            }
            return "";
        } catch (MalformedException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
