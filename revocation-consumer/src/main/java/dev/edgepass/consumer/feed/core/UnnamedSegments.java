package dev.edgepass.consumer.feed.core;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The stored segments that no head names, and since when (docs/feed.md). It is kept beside them in R2, so a restart or another publisher goes on
 * with it, and all its times are R2's: no publisher's clock counts. Immutable.
 *
 * @param since by hash, in milliseconds since the epoch by R2's clock: the sweep that found the segment unnamed first
 */
public record UnnamedSegments(Map<String, Long> since) {
    /** For how long: a location may still load an older head. */
    public static final long GRACE_MILLIS = 86_400_000;

    public static final UnnamedSegments NONE = new UnnamedSegments(Map.of());

    public UnnamedSegments {
        since = Map.copyOf(since);
    }

    /**
     * A segment in R2.
     *
     * @param storedAt milliseconds since the epoch by R2's clock: its last write
     */
    public record Stored(String hash, long storedAt) {}

    /**
     * The work of a sweep.
     *
     * @param unnamed to be kept for the next one
     * @param toDelete hashes; the longest unnamed first
     */
    public record Finding(UnnamedSegments unnamed, List<String> toDelete) {}

    /**
     * One that is written again counts from that write: a head may have named it meanwhile.
     *
     * @param named hashes of all that the head in the store names, or the next one will
     * @param now milliseconds since the epoch by R2's clock
     */
    public Finding sweep(Collection<Stored> stored, Set<String> named, long now, long graceMillis) {
        Map<String, Long> unnamed = new TreeMap<>();
        for (Stored segment : stored) {
            if (!named.contains(segment.hash())) {
                long first = since.getOrDefault(segment.hash(), now);
                unnamed.put(segment.hash(), Math.max(Math.min(first, now), segment.storedAt()));
            }
        }
        List<String> toDelete = unnamed.entrySet().stream()
                .filter(segment -> now - segment.getValue() >= graceMillis)
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
        return new Finding(new UnnamedSegments(unnamed), toDelete);
    }
}
