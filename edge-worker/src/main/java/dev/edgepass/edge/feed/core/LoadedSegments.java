package dev.edgepass.edge.feed.core;

import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The segments that an isolate holds, by their hash, and which ones are on their way. A load that took longer than the read that began it serves the reads
 * beside it and after it; what no current head names is dropped. Values only, as in {@link FeedState}.
 */
public final class LoadedSegments {
    /** Milliseconds between two looks at a load that somebody else began. */
    public static final int LOOK_AGAIN = 50;

    /** Milliseconds that any load may take. */
    private static final int LOAD_TIME = 1_000;

    /** Bytes a millisecond of the slowest load from KV that is waited for, and of the slowest load at all: 16 MB in one second, and in four. */
    private static final int KV_PACE = 16_000;

    private static final int SLOWEST_PACE = 4_000;

    private final Map<String, Segment> loaded = new HashMap<>();
    private final Map<String, Long> begun = new HashMap<>();

    LoadedSegments() {}

    /** Milliseconds after which R2 is asked for what KV hasn't brought. */
    public static int kvTimeout(SegmentRef ref) {
        return LOAD_TIME + ref.size() / KV_PACE;
    }

    /** Milliseconds for which others count on a load, and after which its owner gives it up. */
    public static int loadTimeout(SegmentRef ref) {
        return LOAD_TIME + ref.size() / SLOWEST_PACE;
    }

    /** Segments that are held. */
    public int size() {
        return loaded.size();
    }

    @Nullable
    Segment find(SegmentRef ref) {
        return loaded.get(ref.hash());
    }

    /** Whether somebody loads it, and not for so long that the load may be lost. */
    boolean isUnderWay(SegmentRef ref, long now) {
        Long since = begun.get(ref.hash());
        return since != null && now - since < loadTimeout(ref);
    }

    void begin(SegmentRef ref, long now) {
        begun.put(ref.hash(), now);
    }

    /** The load that began at {@code since} came to an end, good or bad. */
    void end(SegmentRef ref, long since) {
        begun.remove(ref.hash(), since);
    }

    void put(SegmentRef ref, Segment segment) {
        loaded.put(ref.hash(), segment);
    }

    /** Drops what neither of the two heads' segments names. */
    void retain(List<SegmentRef> current, List<SegmentRef> coming) {
        loaded.keySet().removeIf(hash -> !names(current, hash) && !names(coming, hash));
        begun.keySet().removeIf(hash -> !names(current, hash) && !names(coming, hash));
    }

    static boolean names(List<SegmentRef> refs, String hash) {
        for (SegmentRef ref : refs) {
            if (ref.hash().equals(hash)) {
                return true;
            }
        }
        return false;
    }
}
