package dev.edgepass.consumer.audit.index;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The large records that a question read last, with what they name: those of many links or targets are asked for again with each of them. For one thread. */
final class BulkRecords {
    /** Of an event's data. Smaller ones are read again as fast. */
    static final int FROM_BYTES = 8 * 1024;

    /** A few MB each at most, and several questions are read at the same time. */
    private static final int MOST = 6;

    private final Map<Long, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Kept> eldest) {
            return size() > MOST;
        }
    };

    private record Kept(IndexedEvent event, Set<String> keys) {}

    void keep(IndexedEvent event) {
        kept.put(event.id(), new Kept(event, Set.copyOf(event.keys())));
    }

    /** Null where it isn't kept. */
    @Nullable
    IndexedEvent event(long id) {
        Kept found = kept.get(id);
        return found == null ? null : found.event();
    }

    /** What it names; null where it isn't kept. */
    @Nullable
    Set<String> keys(long id) {
        Kept found = kept.get(id);
        return found == null ? null : found.keys();
    }
}
