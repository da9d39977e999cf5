package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.jdk.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A segment with its name. Equal by name. Immutable, so it is shared between threads. */
public record NamedSegment(SegmentRef ref, Segment segment) {
    private static final int PIECE = 1 << 16;

    /** Names {@code segment} by the SHA-256 of its bytes. */
    public static NamedSegment of(Segment segment) {
        MessageDigest digest = Sha256.digest();
        byte[] piece = new byte[PIECE];
        int size = segment.byteLength();
        for (int from = 0; from < size; from += PIECE) {
            int length = Math.min(PIECE, size - from);
            segment.copyBytes(from, piece, 0, length);
            digest.update(piece, 0, length);
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        return new NamedSegment(new SegmentRef(hash, size, segment.size()), segment);
    }

    public String hash() {
        return ref.hash();
    }

    /** The same segment, of which KV has acknowledged a copy. */
    NamedSegment asMirrored() {
        return new NamedSegment(ref.asMirrored(), segment);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedSegment named && named.hash().equals(hash());
    }

    @Override
    public int hashCode() {
        return hash().hashCode();
    }
}
