package dev.edgepass.consumer.views.core;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Values as they are stored, and which of them a fold has changed. Not thread-safe. */
public final class Values<K, V> {
    private final Map<K, V> known = new HashMap<>();
    private final Map<K, @Nullable V> changed = new LinkedHashMap<>();

    /** Takes a value from the store. */
    public void know(K key, V value) {
        known.put(key, value);
    }

    @Nullable
    V get(K key) {
        return known.get(key);
    }

    void put(K key, V value) {
        if (!value.equals(known.put(key, value))) {
            changed.put(key, value);
        }
    }

    /** Deletes those values, in the store too. */
    void removeIf(Predicate<? super V> which) {
        Iterator<Map.Entry<K, V>> all = known.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<K, V> one = all.next();
            if (which.test(one.getValue())) {
                changed.put(one.getKey(), null);
                all.remove();
            }
        }
    }

    /** Forgets those keys: the store's are deleted by other means. */
    void forgetIf(Predicate<? super K> which) {
        known.keySet().removeIf(which);
        changed.keySet().removeIf(which);
    }

    /** The new value of what has changed; null where it is to be deleted. */
    public Map<K, @Nullable V> changed() {
        return Collections.unmodifiableMap(changed);
    }
}
