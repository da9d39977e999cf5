package dev.edgepass.consumer.feed.r2;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.jdk.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Segments from and to streams, without their bytes in memory beside their words: one of 1,000,000 entries is 16 MB. */
final class SegmentStreams {
    private static final int PIECE = 1 << 16;

    private SegmentStreams() {}

    /** The segment's bytes, copied as they are read. */
    static final class Source extends InputStream {
        private final Segment segment;
        private int at;

        Source(Segment segment) {
            this.segment = segment;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            int left = segment.byteLength() - at;
            if (left == 0) {
                return length == 0 ? 0 : -1;
            }
            int piece = Math.min(left, length);
            segment.copyBytes(at, bytes, from, piece);
            at += piece;
            return piece;
        }

        @Override
        public int available() {
            return segment.byteLength() - at;
        }
    }

    /**
     * Reads the segment that {@code ref} names.
     *
     * @throws MalformedException where the bytes aren't those that were hashed
     */
    static Segment read(InputStream in, SegmentRef ref) throws IOException {
        MessageDigest digest = Sha256.digest();
        int[] words = new int[ref.size() / Integer.BYTES];
        byte[] piece = new byte[PIECE];
        int word = 0;
        for (int length = in.readNBytes(piece, 0, PIECE); length > 0; length = in.readNBytes(piece, 0, PIECE)) {
            digest.update(piece, 0, length);
            for (int at = 0; at + Integer.BYTES <= length && word < words.length; at += Integer.BYTES) {
                words[word++] = piece[at] & 0xFF
                        | (piece[at + 1] & 0xFF) << 8
                        | (piece[at + 2] & 0xFF) << 16
                        | (piece[at + 3] & 0xFF) << 24;
            }
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        if (!hash.equals(ref.hash())) {
            throw new MalformedException("its bytes have hash " + hash);
        }
        return Segment.of(words);
    }
}
