package dev.edgepass.issuer.media;

import dev.edgepass.token.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing, filled in the store's order, in which each object has its thumbnail's key beside it. A thumbnail is the object whose key is the other's and
 * {@value ObjectKey#THUMBNAIL_SUFFIX}: it lies in the same folder, so that every scope and takedown of a folder holds for it, and comes soon after its object in the store's order, so
 * that no look-up is needed. It is no entry of its own. For one thread.
 *
 * @param <T> an object, as the store tells of it
 */
final class PairedPage<T> {
    /** Keys that are looked at past a full page for thumbnails of its last objects: others can lie between the two. */
    private static final int LOOK_AHEAD = 100;

    private final int limit;
    private final List<Entry<T>> objects = new ArrayList<>();
    /** Indexes of objects whose thumbnail may still come, by its key. */
    private final Map<String, Integer> awaited = new HashMap<>();

    private int ahead;

    /**
     * @param thumbnailKey null where none was listed
     */
    record Entry<T>(T object, @Nullable String thumbnailKey) {}

    PairedPage(int limit) {
        this.limit = limit;
    }

    /** @param key after every one before */
    void add(String key, T object) {
        awaited.keySet().removeIf(thumbnail -> Listing.ORDER.compare(thumbnail, key) < 0);
        Integer shown = awaited.remove(key);
        if (shown != null) {
            objects.set(shown, new Entry<>(objects.get(shown).object, key));
        }
        if (hasNext()) {
            ahead++;
        } else if (!key.endsWith(ObjectKey.THUMBNAIL_SUFFIX)) {
            if (objects.size() == limit) {
                ahead = 1;
            } else {
                awaited.put(key + ObjectKey.THUMBNAIL_SUFFIX, objects.size());
                objects.add(new Entry<>(object, null));
            }
        }
    }

    /** Whether nothing that could be added would change it. */
    boolean isComplete() {
        return hasNext() && (awaited.isEmpty() || ahead > LOOK_AHEAD);
    }

    /** Whether there is an object after the last. */
    boolean hasNext() {
        return ahead > 0;
    }

    /** As many keys as it takes where each object has a thumbnail. */
    int roomForKeys() {
        return 2 * (limit - objects.size() + 1);
    }

    List<Entry<T>> objects() {
        return objects;
    }
}
