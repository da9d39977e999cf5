package dev.edgepass.feed;

/**
 * A head's mention of an immutable segment.
 *
 * @param hash SHA-256 of its bytes in lower-case hex: its name in KV and, after {@code segments/}, in R2
 * @param size bytes
 * @param count entries
 */
public record SegmentRef(String hash, int size, int count) {
    /** Where R2 has the segment, in the feed bucket. */
    public String objectKey() {
        return "segments/" + hash;
    }
}
