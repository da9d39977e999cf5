package dev.edgepass.edge.media;

import dev.edgepass.edge.memory.RecentlyUsed;

/** What the isolate remembers of the objects that were asked for lately with a good token. */
public final class KnownObjects {
    /** Objects in each of the memory's two generations: with their header fields 5 MB at most. */
    private static final int REMEMBERED = 1_000;

    private final RecentlyUsed<KnownObject> objects = new RecentlyUsed<>(REMEMBERED);

    /** What is remembered of the object {@code key}; new where nothing is. */
    public KnownObject of(String key) {
        KnownObject known = objects.find(key);
        if (known == null) {
            known = new KnownObject();
            objects.remember(key, known);
        }
        return known;
    }
}
