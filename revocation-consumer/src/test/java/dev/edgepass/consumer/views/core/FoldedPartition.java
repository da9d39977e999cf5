package dev.edgepass.consumer.views.core;

import dev.edgepass.readmodel.RefusalsSeen;
import dev.edgepass.readmodel.ViewCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A store of one partition's fold that applies a batch only where it is at that batch's beginning, as Redis does by the script. */
final class FoldedPartition {
    private final Map<HashField, ViewCounts> counts = new HashMap<>();
    private final Map<HashField, RefusalsSeen> receipts = new HashMap<>();
    private final Map<HashField, Skyline> grants = new HashMap<>();
    private final Map<String, Long> locations = new HashMap<>();
    private final Map<String, Isolate> isolates = new HashMap<>();
    private int offset;
    private long time;

    int offset() {
        return offset;
    }

    /** Takes what was read, which may begin before the stored offset. With {@code isLost} the write is, and the same comes again. */
    void deliver(List<UsageRecord> read, boolean isLost) {
        List<UsageRecord> records =
                read.stream().filter(message -> message.offset() >= offset).toList();
        Needs needs = Needs.of(records);
        ViewsState state = new ViewsState(time);
        know(needs.counts(), counts, state.counts());
        know(needs.receipts(), receipts, state.receipts());
        know(needs.grants(), grants, state.grants());
        know(needs.locations(), locations, state.locations());
        know(
                ViewsFold.needsAllIsolates(time, records) ? isolates.keySet() : needs.isolates(),
                isolates,
                state.isolates());
        ViewsFold.fold(records, state);
        if (isLost) {
            return;
        }
        state.forgotten().forEach(handle -> {
            receipts.keySet().removeIf(field -> field.of().equals(handle));
            grants.keySet().removeIf(field -> field.of().equals(handle));
        });
        store(state.counts(), counts);
        store(state.receipts(), receipts);
        store(state.grants(), grants);
        store(state.locations(), locations);
        store(state.isolates(), isolates);
        if (!records.isEmpty()) {
            offset = (int) records.get(records.size() - 1).offset() + 1;
            time = records.get(records.size() - 1).time();
        }
    }

    private static <K, V> void know(Iterable<K> wanted, Map<K, V> stored, Values<K, V> values) {
        for (K key : wanted) {
            if (stored.containsKey(key)) {
                values.know(key, Objects.requireNonNull(stored.get(key)));
            }
        }
    }

    private static <K, V> void store(Values<K, V> values, Map<K, V> stored) {
        values.changed().forEach((key, value) -> {
            if (value == null) {
                stored.remove(key);
            } else {
                stored.put(key, value);
            }
        });
    }

    Map<HashField, ViewCounts> counts() {
        return counts;
    }

    Map<HashField, RefusalsSeen> receipts() {
        return receipts;
    }

    Map<HashField, Skyline> grants() {
        return grants;
    }

    Map<String, Long> locations() {
        return locations;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoldedPartition that
                && counts.equals(that.counts)
                && receipts.equals(that.receipts)
                && grants.equals(that.grants)
                && locations.equals(that.locations)
                && isolates.equals(that.isolates)
                && offset == that.offset
                && time == that.time;
    }

    @Override
    public int hashCode() {
        return offset;
    }
}
