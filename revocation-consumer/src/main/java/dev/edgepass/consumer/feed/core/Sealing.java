package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the tail becomes a segment, and the copy in KV that is still owed. One segment is under way at a time. A snapshot of everything in force replaces all
 * segments before it.
 */
final class Sealing {
    private static final long MIRROR_RETRY_MILLIS = 30_000;

    private final FeedTerms terms;
    private final Backoff backoff = new Backoff();
    private long lastSealAt;
    private Step.@Nullable StoreSegment underWay;
    /** A segment of the feed that only R2 has. */
    private Step.@Nullable StoreSegment owed;

    private long mirrorAt;

    Sealing(FeedTerms terms, long now) {
        this.terms = terms;
        this.lastSealAt = now;
    }

    /** Whether a snapshot is to be made now. */
    boolean isDue(FeedFold fold, long now) {
        int entries = fold.tailSize();
        boolean due = entries >= terms.sealEntries() || entries > 0 && now - lastSealAt >= terms.sealIntervalMillis();
        return due && underWay == null && backoff.waitMillis(now) <= 0;
    }

    /** Makes the snapshot; null where nothing is in force any more, so that none is needed. */
    Step.@Nullable StoreSegment begin(FeedFold fold, long now) {
        Segment snapshot = fold.beginSeal();
        lastSealAt = now;
        if (snapshot.size() == 0) {
            fold.sealed(List.of());
            owed = null;
            return null;
        }
        byte[] bytes = snapshot.toBytes();
        SegmentRef ref = new SegmentRef(sha256(bytes), bytes.length, snapshot.size());
        underWay = new Step.StoreSegment(ref, bytes, true);
        return underWay;
    }

    /** The copy that is owed to KV, once it's time to try again. */
    Step.@Nullable StoreSegment mirror(long now) {
        if (owed == null || underWay != null || now < mirrorAt) {
            return null;
        }
        underWay = owed;
        return owed;
    }

    /**
     * What came of storing {@code hash}.
     *
     * @return whether the next head names another segment
     */
    boolean stored(String hash, boolean inR2, boolean inKv, FeedFold fold, long now) {
        Step.StoreSegment segment = underWay;
        if (segment == null || !segment.segment().hash().equals(hash)) {
            return false;
        }
        underWay = null;
        if (segment.toR2() && !inR2) {
            fold.sealFailed();
            backoff.failed(now);
            return false;
        }
        backoff.succeeded();
        owed = inKv ? null : new Step.StoreSegment(segment.segment(), segment.bytes(), false);
        mirrorAt = now + MIRROR_RETRY_MILLIS;
        if (segment.toR2()) {
            fold.sealed(List.of(segment.segment()));
        }
        return segment.toR2();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
