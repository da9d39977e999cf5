package dev.edgepass.edge.feed.core;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Heads and segments for tests of what is decided about them; the signatures are whatever a test says that they are. */
final class Heads {
    static final PublicKey KEY = new PublicKey("feed", "x", "y");
    static final FeedKeys PINNED = new FeedKeys(List.of(KEY));

    private Heads() {}

    static FeedHead head(long term, long sequence, SegmentRef... segments) {
        return new FeedHead(
                term, sequence, "p", 0, 0, 0, "t", new byte[16], List.of(), List.of(segments), Segment.EMPTY);
    }

    static String compact(FeedHead head) {
        return compact(head, KEY.kid());
    }

    static String compact(FeedHead head, String kid) {
        String header = "{\"alg\":\"ES256\",\"typ\":\"" + FeedHead.TYPE + "\",\"kid\":\"" + kid + "\"}";
        return Base64Url.encode(Utf8.encode(header)) + "." + Base64Url.encode(Utf8.encode(head.toJson())) + "."
                + Base64Url.encode(new byte[64]);
    }

    /** A reference under {@code name} in place of a hash. */
    static SegmentRef ref(String name) {
        return new SegmentRef(name, words(name).length * 4, 1);
    }

    /** What {@link #ref} stands for: one entry that is the name's own. */
    static int[] words(String name) {
        Fingerprint fingerprint = new Fingerprint(name.hashCode(), 0);
        Segment segment = Segment.of(new TreeMap<>(Map.of(fingerprint, new HandleState(1, 0))));
        byte[] bytes = segment.toBytes();
        int[] words = new int[bytes.length / 4];
        for (int i = 0; i < words.length; i++) {
            words[i] = bytes[i * 4] & 0xFF
                    | (bytes[i * 4 + 1] & 0xFF) << 8
                    | (bytes[i * 4 + 2] & 0xFF) << 16
                    | (bytes[i * 4 + 3] & 0xFF) << 24;
        }
        return words;
    }
}
