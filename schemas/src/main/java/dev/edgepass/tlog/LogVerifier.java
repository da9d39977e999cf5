package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole log and compares each file with the one above it: entries with their tile of level 0, tiles with those of the next level, and the right edge with the
 * signed root. It keeps one tile a level, whatever the size. What doesn't match is looked at again by {@link Diagnosis}, which tells what was altered.
 */
public final class LogVerifier {
    /** With so many tiles that don't match it stops: the folder is another one, or the size is. */
    private static final int MOST_SUSPECTS = 1_000;

    private final TreeHead head;
    private final TileLayout layout;
    private final EntryCheck check;
    private final Findings findings;
    private final MerkleHasher hasher = new MerkleHasher();
    private final ExactFiles exact;

    /** Per level the hashes of the tile that is being read, as what lies below gives them. */
    private final byte[][] below = new byte[TileName.LEVELS][TileName.WIDTH * Hash.SIZE];

    /** Per level the partial tile. */
    private final byte[][] edge = new byte[TileName.LEVELS][];

    private final List<TileName> suspects = new ArrayList<>();

    private LogVerifier(LogFiles files, TreeHead head, EntryCheck check, Findings findings) {
        this.head = head;
        this.layout = new TileLayout(head.size());
        this.check = check;
        this.findings = findings;
        this.exact = new ExactFiles(files, layout, hasher);
    }

    /**
     * Verifies every entry and every tile of the log at {@code head}, which has to be a signed one.
     *
     * @param findings get what is wrong
     * @param progress gets the number of entries that were read, after each bundle
     * @throws IOException where a file can't be read, which is no verdict
     */
    public static void verify(LogFiles files, TreeHead head, EntryCheck check, Findings findings, LongConsumer progress)
            throws IOException {
        new LogVerifier(files, head, check, findings).run(progress);
    }

    private void run(LongConsumer progress) throws IOException {
        for (long index = 0; index < layout.tiles(0); index++) {
            TileName name = layout.tile(0, index);
            byte[] tile = exact.tile(name);
            close(name, tile, readEntries(name, tile));
            if (suspects.size() > MOST_SUSPECTS) {
                diagnose();
                findings.add(Finding.file(
                        Finding.Kind.ALTERED,
                        name.path(),
                        "and more than 1,000 tiles before it: what follows wasn't looked at"));
                return;
            }
            progress.accept(name.start() + name.width());
        }
        for (int level = 1; level < layout.levels(); level++) {
            if (layout.partialWidth(level) > 0) {
                TileName name = layout.tile(level, layout.fullTiles(level));
                close(name, exact.tile(name), true);
            }
        }
        if (!suspects.isEmpty() || !exact.root(edge).equals(head.root())) {
            diagnose();
        }
    }

    /** What didn't match isn't as good as new where it matches on a second look: somebody writes there. */
    private void diagnose() throws IOException {
        long before = findings.count();
        new Diagnosis(exact, layout, head, findings).run(suspects);
        if (findings.count() == before) {
            String file =
                    suspects.isEmpty() ? LogFiles.CHECKPOINT : suspects.get(0).path();
            findings.add(Finding.file(Finding.Kind.ALTERED, file, "while it was read"));
        }
    }

    /** Whether the bundle has exactly the entries that it should have; their hashes are in {@link #below} then. */
    private boolean readEntries(TileName name, byte @Nullable [] tile) throws IOException {
        byte[] bundle = exact.bundle(name);
        if (bundle == null) {
            return false;
        }
        byte[] hashes = below[0];
        EntryBundle entries = new EntryBundle(bundle);
        try {
            for (int i = 0; i < name.width(); i++) {
                if (!entries.next()) {
                    return false;
                }
                hasher.leaf(bundle, entries.start(), entries.length(), hashes, i);
                int at = i * Hash.SIZE;
                if (tile != null && Arrays.equals(hashes, at, at + Hash.SIZE, tile, at, at + Hash.SIZE)) {
                    check.check(name.start() + i, bundle, entries.start(), entries.length(), findings);
                }
            }
            return !entries.next();
        } catch (MalformedException e) {
            return false;
        }
    }

    /**
     * Compares the tile {@code name} with what lies below it, and takes its root to the tile above.
     *
     * @param isWhole whether {@link #below} has all its hashes
     */
    private void close(TileName name, byte @Nullable [] tile, boolean isWhole) throws IOException {
        int level = name.level();
        byte[] expected = Arrays.copyOf(below[level], name.width() * Hash.SIZE);
        if (!isWhole || tile == null || !Arrays.equals(tile, expected)) {
            suspects.add(name);
        }
        byte[] used = tile == null ? expected : tile;
        if (name.isPartial()) {
            edge[level] = used;
            return;
        }
        int slot = (int) (name.index() % TileName.WIDTH);
        exact.root(used).copyTo(below[level + 1], slot);
        if (slot == TileName.WIDTH - 1) {
            TileName above = TileName.full(level + 1, name.index() / TileName.WIDTH);
            close(above, exact.tile(above), true);
        }
    }
}
