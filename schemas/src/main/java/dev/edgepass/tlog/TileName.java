package dev.edgepass.tlog;

import java.util.Optional;

/**
 * The coordinates of a tile or an entry bundle, and its path (tlog-tiles): {@code tile/<L>/<N>[.p/<W>]} and {@code tile/entries/<N>[.p/<W>]}, with {@code <N>} in groups
 * of three digits, all but the last with an {@code x} before.
 *
 * @param level 0 for hashes of entries, 1 for hashes of full tiles of level 0, and so on; {@value #ENTRIES} for an entry bundle
 * @param index within the level
 * @param width the number of hashes or entries; {@value #WIDTH} where it is full
 */
public record TileName(int level, long index, int width) {
    /** Of a full tile. */
    public static final int WIDTH = 256;

    /** The level of an entry bundle. */
    public static final int ENTRIES = -1;

    /** No tree of 2^63 entries has a level above. */
    static final int LEVELS = 8;

    private static final int GROUP = 1000;
    private static final String FOLDER = "tile/";
    private static final String ENTRIES_FOLDER = "entries";
    private static final String PARTIAL = ".p/";

    /** The longest that can be: seven groups. */
    private static final int LONGEST = 64;

    public TileName {
        if (level < ENTRIES || level >= LEVELS || index < 0 || width < 1 || width > WIDTH) {
            throw new IllegalArgumentException("no tile: level " + level + ", index " + index + ", width " + width);
        }
    }

    public static TileName full(int level, long index) {
        return new TileName(level, index, WIDTH);
    }

    /** The tile or bundle that {@code path} names by its only spelling; empty where it names none. */
    public static Optional<TileName> parse(String path) {
        if (path.length() > LONGEST || !path.startsWith(FOLDER)) {
            return Optional.empty();
        }
        int slash = path.indexOf('/', FOLDER.length());
        int partial = path.indexOf(PARTIAL);
        if (slash < 0 || (partial >= 0 && partial < slash)) {
            return Optional.empty();
        }
        try {
            String level = path.substring(FOLDER.length(), slash);
            String index = path.substring(slash + 1, partial < 0 ? path.length() : partial);
            String width = partial < 0 ? "" : path.substring(partial + PARTIAL.length());
            TileName name = new TileName(
                    level.equals(ENTRIES_FOLDER) ? ENTRIES : Integer.parseInt(level),
                    Long.parseLong(index.replace("/", "").replace("x", "")),
                    width.isEmpty() ? WIDTH : Integer.parseInt(width));
            return name.path().equals(path) ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Within the log's folder. */
    public String path() {
        StringBuilder groups = new StringBuilder(group(index));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            groups.insert(0, 'x' + group(rest) + '/');
        }
        return FOLDER
                + (level == ENTRIES ? ENTRIES_FOLDER : Integer.toString(level))
                + '/'
                + groups
                + (isPartial() ? PARTIAL + width : "");
    }

    /** The right edge of a tree may have one a level. */
    public boolean isPartial() {
        return width < WIDTH;
    }

    public boolean isEntries() {
        return level == ENTRIES;
    }

    /** The level of its tree: an entry bundle lies beside the tile of level 0. */
    int hashLevel() {
        return Math.max(level, 0);
    }

    /** The first entry below it. */
    long start() {
        return index << (8 * (hashLevel() + 1));
    }

    private static String group(long number) {
        String digits = Long.toString(number % GROUP);
        return "0".repeat(3 - digits.length()) + digits;
    }
}
