package dev.edgepass.thumbnails.work;

import dev.edgepass.encoding.Utf8;
import dev.edgepass.token.ObjectKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds each object's thumbnail in a listing of the whole bucket, which is in the order of the keys' UTF-8 bytes: a thumbnail comes after its object, with at most those keys between them that begin
 * with the object's. For one thread.
 */
final class Pairing {
    /** Sources whose thumbnails may still come, by their keys. */
    private final TreeMap<String, Bucket.Entry> awaited =
            new TreeMap<>((a, b) -> Arrays.compareUnsigned(Utf8.encode(a), Utf8.encode(b)));

    private final Deque<Found> found = new ArrayDeque<>();

    /** What a listing tells. */
    sealed interface Found {
        /**
         * An object that is to have a thumbnail.
         *
         * @param paired whether it had one when it was listed, which may be of an earlier version
         */
        record Source(Bucket.Entry entry, boolean paired) implements Found {}

        /** A thumbnail of nothing. */
        record Orphan(String thumbnailKey) implements Found {}
    }

    /** @param entry after every one before */
    void add(Bucket.Entry entry) {
        settle(entry.key());
        String shown = new ObjectKey(entry.key()).shown();
        if (shown != null) {
            Bucket.Entry source = awaited.remove(entry.key());
            // Of what isn't a source here, the thumbnail is somebody's own.
            if (source != null) {
                found.add(new Found.Source(source, true));
            } else if (Sources.isSource(shown)) {
                found.add(new Found.Orphan(entry.key()));
            }
        } else if (Sources.isSource(entry.key())) {
            awaited.put(entry.key() + ObjectKey.THUMBNAIL_SUFFIX, entry);
        }
    }

    /** What has been decided since the last call. */
    List<Found> take() {
        List<Found> taken = new ArrayList<>(found);
        found.clear();
        return taken;
    }

    /** There is no further entry. */
    void end() {
        awaited.values().forEach(source -> found.add(new Found.Source(source, false)));
        awaited.clear();
    }

    private void settle(String key) {
        while (!awaited.isEmpty() && awaited.comparator().compare(awaited.firstKey(), key) < 0) {
            found.add(new Found.Source(awaited.pollFirstEntry().getValue(), false));
        }
    }
}
