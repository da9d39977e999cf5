package dev.edgepass.feed;

/**
 * A head's mention of an immutable segment.
 *
 * @param hash SHA-256 of its bytes in lower-case hex: its name in KV and, after {@code segments/}, in R2
 * @param size bytes
 * @param count entries
 * @param mirrored whether KV has acknowledged a copy. A location asks KV for no other segment, since it would keep the miss for as long as a value
 */
public record SegmentRef(String hash, int size, int count, boolean mirrored) {
    /** Where R2 has segments, in the feed bucket. */
    public static final String FOLDER = "segments/";

    /** One that R2 alone is known to have. */
    public SegmentRef(String hash, int size, int count) {
        this(hash, size, count, false);
    }

    /** The same segment, of which KV has acknowledged a copy. */
    public SegmentRef asMirrored() {
        return new SegmentRef(hash, size, count, true);
    }

    /** Where R2 has the segment, in the feed bucket. */
    public String objectKey() {
        return FOLDER + hash;
    }
}
