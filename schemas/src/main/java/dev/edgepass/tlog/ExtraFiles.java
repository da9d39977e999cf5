package dev.edgepass.tlog;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the tiles and bundles that are no part of a log. A partial one of a smaller size may still be there, if it begins as the one that has replaced it; one of a
 * larger size proves nothing, as no root that stands for it is signed.
 */
public final class ExtraFiles {
    private final LogFolder folder;
    private final TileLayout layout;
    private final Findings findings;

    private ExtraFiles(LogFolder folder, TileLayout layout, Findings findings) {
        this.folder = folder;
        this.layout = layout;
        this.findings = findings;
    }

    /**
     * Looks at what is in the folder {@code tile} beside the log of that size.
     *
     * @param findings has what {@link LogVerifier} has found, and gets more
     */
    public static void find(LogFolder folder, long size, Findings findings) throws IOException {
        ExtraFiles extra = new ExtraFiles(folder, new TileLayout(size), findings);
        folder.list("tile", extra::look);
    }

    private void look(String path) throws IOException {
        Optional<TileName> name = TileName.parse(path);
        if (name.isEmpty()) {
            findings.add(Finding.file(Finding.Kind.EXTRA, path, "no tile has that name"));
        } else if (layout.isReplaced(name.get())) {
            compare(name.get());
        } else if (!layout.has(name.get())) {
            findings.add(Finding.file(
                    Finding.Kind.EXTRA, path, "the checkpoint is of " + layout.size() + " events, without it"));
        }
    }

    private void compare(TileName replaced) throws IOException {
        TileName replacing = layout.tile(replaced.level(), replaced.index());
        if (findings.isAbout(replacing.path())) {
            // Nothing can be told by it.
            return;
        }
        byte[] old = read(replaced);
        byte[] now = read(replacing);
        int length = replaced.isEntries() ? length(now, replaced.width()) : replaced.width() * Hash.SIZE;
        if (!Arrays.equals(old, Arrays.copyOf(now, Math.min(length, now.length)))) {
            findings.add(Finding.file(
                    Finding.Kind.ALTERED, replaced.path(), "it doesn't begin as the one that has replaced it"));
        }
    }

    /** Of the first {@code entries} of a bundle. */
    private static int length(byte[] bundle, int entries) {
        int end = 0;
        for (int i = 0; i < entries && end + 2 <= bundle.length; i++) {
            end += 2 + ((bundle[end] & 0xff) << 8 | bundle[end + 1] & 0xff);
        }
        return end;
    }

    private byte[] read(TileName name) throws IOException {
        byte[] bytes = folder.read(name.path(), EntryBundle.LONGEST + 1);
        return bytes == null ? new byte[0] : bytes;
    }
}
