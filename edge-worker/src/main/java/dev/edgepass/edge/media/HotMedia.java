package dev.edgepass.edge.media;

import dev.edgepass.edge.memory.RecentlyUsed;
import org.jspecify.annotations.Nullable;

/**
 * Small whole objects in the isolate's memory, and which are being read from R2 right now, so that views which miss one at the same time read it once. They share
 * no promise: whoever comes later looks again until the object is here or the reader has had its time (DESIGN section 5). Pure Java but for what {@code B} is.
 *
 * @param <B> the bytes of an object, as the platform has them
 */
public final class HotMedia<B> {
    /** Bytes of the largest object that is kept. */
    static final int MAX_BYTES = 256 << 10;

    /** Milliseconds after which nobody waits for somebody else's read: the reader may be gone with its client. */
    private static final long MAX_WAIT = 1_000;

    /** Reads in each of the memory's two generations: one that is dropped is one that nobody waits for. */
    private static final int MAX_READS = 1_000;

    private final RecentlyUsed<Hot<B>> objects;
    private final RecentlyUsed<Long> reads = new RecentlyUsed<>(MAX_READS);
    private final boolean on;

    /** One object. */
    record Hot<B>(StoredMedia media, B bytes) {}

    /**
     * @param capacity bytes of all of them together; 0 keeps none
     */
    public HotMedia(int capacity) {
        on = capacity > 0;
        objects = new RecentlyUsed<>(capacity / 2);
    }

    /** Whether an object of {@code size} bytes is kept. */
    boolean keeps(long size) {
        return on && size > 0 && size <= MAX_BYTES;
    }

    @Nullable
    Hot<B> find(String key) {
        return objects.find(key);
    }

    void keep(String key, StoredMedia media, B bytes) {
        objects.remember(key, new Hot<>(media, bytes), (int) media.size());
    }

    void forget(String key) {
        objects.forget(key);
    }

    /**
     * Whether somebody else is reading {@code key} and is worth waiting for; where not, the caller is the reader from {@code now} on, until {@link #ended}.
     */
    boolean isBeingRead(String key, long now) {
        if (!on) {
            return false;
        }
        Long begun = reads.find(key);
        if (begun != null && now - begun < MAX_WAIT && begun <= now) {
            return true;
        }
        reads.remember(key, now);
        return false;
    }

    /** The read that began at {@code begun} has come to something, or to nothing. */
    void ended(String key, long begun) {
        Long current = reads.find(key);
        if (current != null && current == begun) {
            reads.forget(key);
        }
    }
}
