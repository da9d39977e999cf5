package dev.edgepass.tlog;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which file was altered where two of them don't match. The signed root vouches for the right edge, and each tile that is vouched for vouches for those below it.
 * A tile that its parent doesn't vouch for was altered; where what lies below it gives the hashes that the parent wants, these go on vouching in its place.
 */
final class Diagnosis {
    private static final int MOST_KEPT = 64;

    private final ExactFiles files;
    private final TileLayout layout;
    private final TreeHead head;
    private final Findings findings;
    private final Map<TileName, Optional<byte[]>> kept = new HashMap<>();

    Diagnosis(ExactFiles files, TileLayout layout, TreeHead head, Findings findings) {
        this.files = files;
        this.layout = layout;
        this.head = head;
        this.findings = findings;
    }

    /**
     * @param suspects tiles that are broken, or don't match what lies below them
     */
    void run(List<TileName> suspects) throws IOException {
        byte[][] edge = edge();
        for (TileName suspect : suspects) {
            diagnose(suspect, edge);
        }
        if (edge == null) {
            findings.add(
                    Finding.file(
                            Finding.Kind.ALTERED,
                            LogFiles.CHECKPOINT,
                            "its root isn't that of the files: entries were altered, added or removed with their tiles, or it is of another log"));
        }
    }

    private void diagnose(TileName name, byte @Nullable [][] edge) throws IOException {
        byte[] tile = files.tile(name);
        byte[] vouched = vouched(name, edge);
        if (tile == null) {
            findings.add(files.broken(name));
            if (vouched == null && name.level() > 0 && edge != null) {
                findings.add(altered(name));
            }
        } else if (vouched != null && !Arrays.equals(tile, vouched)) {
            findings.add(Finding.file(Finding.Kind.ALTERED, name.path(), ""));
        }
        if (name.level() == 0) {
            diagnoseEntries(name, tile, vouched);
        } else if (vouched != null) {
            diagnoseChildren(name, vouched, edge);
        }
    }

    private void diagnoseEntries(TileName name, byte @Nullable [] tile, byte @Nullable [] vouched) throws IOException {
        byte[] bundle = files.bundle(name);
        String path = ExactFiles.bundleOf(name).path();
        if (bundle == null) {
            findings.add(new Finding(Finding.Kind.MISSING, path, name.start(), last(name), ""));
        } else if (vouched != null) {
            new BundleDiff(path, name.start(), vouched).compare(bundle, findings);
        } else {
            String which = tile == null ? "which, its tile doesn't tell" : "or their tile, which contradicts them";
            findings.add(new Finding(Finding.Kind.ALTERED, path, name.start(), last(name), which));
        }
    }

    /** A child that nothing vouches for was altered together with all that lies below it: it may match that. */
    private void diagnoseChildren(TileName name, byte[] vouched, byte @Nullable [][] edge) throws IOException {
        byte[] below = files.below(name);
        for (int slot = 0; slot < name.width(); slot++) {
            boolean isSame = below != null && Hash.at(below, slot).equals(Hash.at(vouched, slot));
            TileName child = files.child(name, slot);
            // One that is broken is a suspect itself.
            if (!isSame && files.tile(child) != null && vouched(child, edge) == null) {
                findings.add(altered(child));
            }
        }
    }

    private static Finding altered(TileName name) {
        return new Finding(
                Finding.Kind.ALTERED, name.path(), name.start(), last(name), "at least one of them, with its tiles");
    }

    /** The last entry below a tile. */
    private static long last(TileName name) {
        return name.start() + ((long) name.width() << (8 * name.level())) - 1;
    }

    /** The partial tiles that give the signed root; null where neither they nor what lies below them do. */
    private byte @Nullable [][] edge() throws IOException {
        byte[][] asTheyAre = new byte[TileName.LEVELS][];
        byte[][] asBelow = new byte[TileName.LEVELS][];
        for (int level = 0; level < layout.levels(); level++) {
            int width = layout.partialWidth(level);
            if (width > 0) {
                TileName name = layout.tile(level, layout.fullTiles(level));
                byte[] tile = files.tile(name);
                byte[] below = files.below(name);
                byte[] none = new byte[width * Hash.SIZE];
                asBelow[level] = below != null ? below : tile != null ? tile : none;
                asTheyAre[level] = tile != null ? tile : asBelow[level];
            }
        }
        if (files.root(asTheyAre).equals(head.root())) {
            return asTheyAre;
        }
        return files.root(asBelow).equals(head.root()) ? asBelow : null;
    }

    /** The tile as it has to be; null where neither it nor what lies below it is what the root stands for. */
    private byte @Nullable [] vouched(TileName name, byte @Nullable [][] edge) throws IOException {
        if (name.isPartial()) {
            return edge == null ? null : edge[name.level()];
        }
        Optional<byte[]> known = kept.get(name);
        if (known == null) {
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            known = Optional.ofNullable(find(name, edge));
            kept.put(name, known);
        }
        return known.orElse(null);
    }

    private byte @Nullable [] find(TileName name, byte @Nullable [][] edge) throws IOException {
        byte[] parent = vouched(layout.tile(name.level() + 1, name.index() / TileName.WIDTH), edge);
        if (parent == null) {
            return null;
        }
        Hash root = Hash.at(parent, (int) (name.index() % TileName.WIDTH));
        byte[] tile = files.tile(name);
        if (tile != null && files.root(tile).equals(root)) {
            return tile;
        }
        byte[] below = files.below(name);
        return below != null && files.root(below).equals(root) ? below : null;
    }
}
