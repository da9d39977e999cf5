package dev.edgepass.edge.memory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map of what was used lately. Two generations bound it: what is used moves to the younger one, and the older one is dropped whole. Pure Java, for an
 * isolate's one thread.
 */
public final class RecentlyUsed<V> {
    private final int generationSize;
    private Map<String, V> young = new HashMap<>();
    private Map<String, V> old = new HashMap<>();

    /**
     * @param generationSize entries in each of the two generations at most
     */
    public RecentlyUsed(int generationSize) {
        this.generationSize = generationSize;
    }

    /** The value of {@code key}, unless it was dropped. */
    public @Nullable V find(String key) {
        V value = young.get(key);
        if (value == null) {
            value = old.remove(key);
            if (value != null) {
                remember(key, value);
            }
        }
        return value;
    }

    public void remember(String key, V value) {
        if (young.size() >= generationSize) {
            old = young;
            young = new HashMap<>();
        }
        young.put(key, value);
    }
}
