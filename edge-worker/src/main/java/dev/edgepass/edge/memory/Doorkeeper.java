package dev.edgepass.edge.memory;

/**
 * Knows what came before, roughly and in little room, so that what comes only once takes no place from what is used (the doorkeeper of TinyLFU; Einziger, Friedman
 * and Manes, 2017). One that it wrongly takes for known is let in too early; one that it has forgotten, a visit later. Pure Java, for an isolate's one thread.
 */
public final class Doorkeeper {
    /** Characters at a text's end that tell it from others: of a signature, 48 bits that no client chooses. */
    private static final int KEY_CHARS = 8;

    private final int[] seen;

    /**
     * @param places how many are known at once; a power of two
     */
    public Doorkeeper(int places) {
        seen = new int[places];
    }

    /** Whether {@code text} came before. From now on it did. */
    public boolean knows(String text) {
        int hash = 1;
        for (int i = Math.max(0, text.length() - KEY_CHARS); i < text.length(); i++) {
            hash = hash * 31 + text.charAt(i);
        }
        int place = hash & seen.length - 1;
        boolean known = seen[place] == hash;
        seen[place] = hash;
        return known;
    }
}
