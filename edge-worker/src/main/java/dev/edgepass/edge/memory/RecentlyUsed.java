package dev.edgepass.edge.memory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map of what was used lately. Two generations bound it: what is used moves to the younger one, and the older one is dropped whole. Pure Java, for an
 * isolate's one thread.
 */
public final class RecentlyUsed<V> {
    private final int generationWeight;
    private Map<String, Weighed<V>> young = new HashMap<>();
    private Map<String, Weighed<V>> old = new HashMap<>();
    private int weight;

    private record Weighed<V>(V value, int weight) {}

    /**
     * @param generationWeight what the values in each of the two generations weigh at most, together
     */
    public RecentlyUsed(int generationWeight) {
        this.generationWeight = generationWeight;
    }

    /** The value of {@code key}, unless it was dropped. */
    public @Nullable V find(String key) {
        Weighed<V> found = young.get(key);
        if (found == null) {
            found = old.remove(key);
            if (found == null) {
                return null;
            }
            put(key, found);
        }
        return found.value;
    }

    /** With weight 1. */
    public void remember(String key, V value) {
        remember(key, value, 1);
    }

    /** One that is heavier than a generation isn't remembered. */
    public void remember(String key, V value, int weight) {
        old.remove(key);
        if (weight <= generationWeight) {
            put(key, new Weighed<>(value, weight));
        } else {
            forget(key);
        }
    }

    public void forget(String key) {
        old.remove(key);
        Weighed<V> gone = young.remove(key);
        if (gone != null) {
            weight -= gone.weight;
        }
    }

    private void put(String key, Weighed<V> added) {
        Weighed<V> before = young.remove(key);
        if (before != null) {
            weight -= before.weight;
        }
        if (weight + added.weight > generationWeight) {
            old = young;
            young = new HashMap<>();
            weight = 0;
        }
        weight += added.weight;
        young.put(key, added);
    }
}
