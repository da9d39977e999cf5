package dev.edgepass.edge.memory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map whose keys are texts: {@code Map} of JavaScript at the edge, which hashes a long text natively. */
public final class TextMap<V> {
    private final Map<String, V> values = new HashMap<>();

    public @Nullable V get(String key) {
        return values.get(key);
    }

    public void put(String key, V value) {
        values.put(key, value);
    }

    /** What was there. */
    public @Nullable V remove(String key) {
        return values.remove(key);
    }
}
