package dev.edgepass.edge.media;

import dev.edgepass.edge.media.LookupResult.Found;
import dev.edgepass.edge.memory.RecentlyUsed;
import org.jspecify.annotations.Nullable;

/**
 * Small whole objects in the isolate's memory, and which are being read from R2 right now, so that views which miss one at the same time read it once. They share
 * no promise: a later view looks again until the object is here or the reader has had its time (docs/edge.md). For an isolate's one thread.
 */
public final class HotCache {
    /** Bytes of the largest object that is kept. */
    static final int MAX_BYTES = 256 << 10;

    /** Milliseconds that a view waits for another one's read. */
    private static final long MAX_WAIT = 1_000;

    /** Milliseconds that the platform lets work go on behind an answer. */
    private static final long MAX_FILL = 30_000;

    private final RecentlyUsed<Found> objects;
    private final OngoingReads reads = new OngoingReads(MAX_WAIT);
    private final OngoingReads fills = new OngoingReads(MAX_FILL);
    private final boolean on;

    /**
     * @param capacity bytes of all of them together; 0 keeps none
     */
    public HotCache(int capacity) {
        on = capacity > 0;
        objects = new RecentlyUsed<>(capacity / 2);
    }

    /** Whether an object of {@code size} bytes is kept. */
    boolean keeps(long size) {
        return on && isSmall(size);
    }

    /** Whether an object of {@code size} bytes is read into memory before it is answered. */
    static boolean isSmall(long size) {
        return size > 0 && size <= MAX_BYTES;
    }

    @Nullable
    Found find(String key) {
        return objects.find(key);
    }

    /**
     * @param found the whole object with its bytes
     */
    void keep(String key, Found found) {
        objects.remember(key, found, (int) found.media().size());
    }

    void forget(String key) {
        objects.forget(key);
    }

    /**
     * Whether another view is reading {@code key} and is worth waiting for; where not, the caller is the reader from {@code now} on, until {@link #ended}.
     */
    boolean isBeingRead(String key, long now) {
        return on && reads.isOngoing(key, now);
    }

    /** The read that began at {@code begun} has come to something, or to nothing. */
    void ended(String key, long begun) {
        reads.ended(key, begun);
    }

    /** The objects that are on their way into the location's cache. */
    OngoingReads fills() {
        return fills;
    }
}
