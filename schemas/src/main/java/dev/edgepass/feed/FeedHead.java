package dev.edgepass.feed;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonWriter;
import dev.edgepass.encoding.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one mutable object of the feed (docs/feed.md): what is in force at {@link #position}, as of {@link #asOf}.
 *
 * @param term the lease's fencing number: rises when another publisher takes over
 * @param sequence rises with every head, over all terms
 * @param publisher who holds the lease
 * @param asOf milliseconds since the epoch: when the log's end was asked for; everything before that end is in this head
 * @param position records of the control log that are folded in
 * @param prunedTo tokens with a lower {@code pos} are refused
 * @param topicId the control topic's id: another one means that the log went back
 * @param fingerprintKey 16 bytes
 * @param keys the media tokens' signing keys
 * @param segments oldest first
 * @param tail entries newer than every segment
 * @param lastRecordAt when the log took the last record that is folded in, milliseconds since the epoch by the log; 0 is unknown. Only for publishers: the
 *     record before {@link #position} has another time where the log was cut and grew again
 * @param gaps records of the log that aren't in force though the position may be past them
 */
public record FeedHead(
        long term,
        long sequence,
        String publisher,
        long asOf,
        long position,
        long prunedTo,
        String topicId,
        byte[] fingerprintKey,
        List<PublicKey> keys,
        List<SegmentRef> segments,
        Segment tail,
        long lastRecordAt,
        LogGaps gaps) {

    /** A head that doesn't say when the log took its last record, and has no gaps. */
    public FeedHead(
            long term,
            long sequence,
            String publisher,
            long asOf,
            long position,
            long prunedTo,
            String topicId,
            byte[] fingerprintKey,
            List<PublicKey> keys,
            List<SegmentRef> segments,
            Segment tail) {
        this(
                term,
                sequence,
                publisher,
                asOf,
                position,
                prunedTo,
                topicId,
                fingerprintKey,
                keys,
                segments,
                tail,
                0,
                LogGaps.NONE);
    }

    /** The head's {@code typ}. */
    public static final String TYPE = "edgepass-head+jwt";

    /** Where R2 has the head, in the feed bucket. */
    public static final String OBJECT_KEY = "head";

    /**
     * @throws MalformedException where {@code payload} isn't a head's
     */
    public static FeedHead of(JsonObject payload) {
        List<PublicKey> keys = new ArrayList<>();
        for (JsonObject key : payload.objects("keys")) {
            keys.add(new PublicKey(key.requireString("kid"), key.requireString("x"), key.requireString("y")));
        }
        List<SegmentRef> segments = new ArrayList<>();
        for (JsonObject segment : payload.objects("segments")) {
            segments.add(new SegmentRef(
                    segment.requireString("hash"),
                    count(segment, "size"),
                    count(segment, "count"),
                    Boolean.TRUE.equals(segment.bool("mirrored"))));
        }
        byte[] fingerprintKey = Base64Url.decode(payload.requireString("fingerprintKey"));
        if (fingerprintKey.length != Fingerprinter.KEY_BYTES) {
            throw new MalformedException("fingerprintKey: wrong length (expected: 16 bytes)");
        }
        return new FeedHead(
                payload.requireInteger("term"),
                payload.requireInteger("sequence"),
                payload.requireString("publisher"),
                payload.requireInteger("asOf"),
                payload.requireInteger("position"),
                payload.requireInteger("prunedTo"),
                payload.requireString("topicId"),
                fingerprintKey,
                keys,
                segments,
                Segment.of(Base64Url.decode(payload.requireString("tail"))),
                payload.has("lastRecordAt") ? payload.requireInteger("lastRecordAt") : 0,
                LogGaps.of(payload));
    }

    public String toJson() {
        List<JsonWriter> keyMembers = new ArrayList<>();
        for (PublicKey key : keys) {
            keyMembers.add(new JsonWriter()
                    .string("kty", "EC")
                    .string("crv", "P-256")
                    .string("kid", key.kid())
                    .string("x", key.x())
                    .string("y", key.y()));
        }
        List<JsonWriter> segmentMembers = new ArrayList<>();
        for (SegmentRef segment : segments) {
            JsonWriter member = new JsonWriter()
                    .string("hash", segment.hash())
                    .integer("size", segment.size())
                    .integer("count", segment.count());
            segmentMembers.add(segment.mirrored() ? member.bool("mirrored", true) : member);
        }
        JsonWriter head = new JsonWriter()
                .integer("term", term)
                .integer("sequence", sequence)
                .string("publisher", publisher)
                .integer("asOf", asOf)
                .integer("position", position)
                .integer("prunedTo", prunedTo)
                .string("topicId", topicId)
                .string("fingerprintKey", Base64Url.encode(fingerprintKey))
                .objects("keys", keyMembers)
                .objects("segments", segmentMembers)
                .string("tail", Base64Url.encode(tail.toBytes()));
        if (lastRecordAt != 0) {
            head.integer("lastRecordAt", lastRecordAt);
        }
        gaps.addTo(head);
        return head.toString();
    }

    /** Whether this head was written before {@code other}: the edge never goes back. */
    public boolean isOlderThan(FeedHead other) {
        return term < other.term || term == other.term && sequence < other.sequence;
    }

    public @Nullable PublicKey key(String kid) {
        for (PublicKey key : keys) {
            if (key.kid().equals(kid)) {
                return key;
            }
        }
        return null;
    }

    private static int count(JsonObject segment, String name) {
        long count = segment.requireInteger(name);
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new MalformedException(name + ": out of range (expected: 0 to 2^31 - 1)");
        }
        return (int) count;
    }
}
