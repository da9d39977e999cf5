package dev.edgepass.consumer.views.core;

import dev.edgepass.readmodel.RefusalsSeen;
import dev.edgepass.readmodel.ViewCounts;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a fold of some records of one partition needs to know and what it changes, in the read model's terms (docs/read-model.md). Not thread-safe. */
public final class ViewsState {
    private final Values<HashField, ViewCounts> counts = new Values<>();
    private final Values<HashField, RefusalsSeen> receipts = new Values<>();
    private final Values<HashField, Skyline> grants = new Values<>();
    private final Values<String, Long> locations = new Values<>();
    private final Values<String, Isolate> isolates = new Values<>();
    private final Set<String> forgotten = new LinkedHashSet<>();
    private long previousTime;

    /** @param previousTime of the record before the first that is folded, milliseconds since the epoch; 0 where there was none */
    public ViewsState(long previousTime) {
        this.previousTime = previousTime;
    }

    /** By link or subject, and viewer. */
    public Values<HashField, ViewCounts> counts() {
        return counts;
    }

    /** By handle and location. */
    public Values<HashField, RefusalsSeen> receipts() {
        return receipts;
    }

    /** By handle and location. */
    public Values<HashField, Skyline> grants() {
        return grants;
    }

    public Values<String, Long> locations() {
        return locations;
    }

    public Values<String, Isolate> isolates() {
        return isolates;
    }

    /** Handles whose receipts and grants are to be deleted before anything is written. */
    public Set<String> forgotten() {
        return Collections.unmodifiableSet(forgotten);
    }

    void forget(String handle) {
        receipts.forgetIf(field -> field.of().equals(handle));
        grants.forgetIf(field -> field.of().equals(handle));
        forgotten.add(handle);
    }

    /** Of the last record that was folded, milliseconds since the epoch. */
    public long newestTime() {
        return previousTime;
    }

    long previousTime() {
        return previousTime;
    }

    void reached(long time) {
        previousTime = time;
    }
}
