package dev.edgepass.edge.media;

import dev.edgepass.decision.Clearance;
import org.jspecify.annotations.Nullable;

/**
 * What an isolate remembers of one object, but for its bytes: its metadata, when R2 last had it, and what was found about its handles. A copy that nobody has
 * compared with R2 for the maximum age is compared before it is served, so an object that was replaced or deleted is served no longer than that.
 */
public final class KnownObject {
    /** Milliseconds that a stored copy's time may be ahead of this clock: a later one isn't believed. */
    private static final long CLOCK_STEP = 2_000;

    private final Clearance clearance = new Clearance();
    private @Nullable MediaMetadata media;
    private boolean plain;
    private long seenAt = -1;

    /** Of the object's handles. */
    public Clearance clearance() {
        return clearance;
    }

    /** The metadata under {@code etag}, if it is known. */
    @Nullable
    MediaMetadata media(String etag) {
        return media != null && media.etag().equals(etag) ? media : null;
    }

    /** R2 had {@code seen} at {@code at}, or later; -1 is unknown. */
    void saw(MediaMetadata seen, long at) {
        boolean same = media(seen.etag()) != null;
        if (media != seen) {
            know(seen);
        }
        seenAt = same ? Math.max(seenAt, at) : at;
    }

    /** R2 still had {@code copied}, when it was asked at {@code at}; it may have been forgotten here, while a copy of it was kept. */
    void compared(MediaMetadata copied, long at) {
        if (media(copied.etag()) == null) {
            know(copied);
        }
        seenAt = at;
    }

    /** Whether a copy of {@code etag} may be served without asking R2. */
    boolean isFresh(String etag, long now, long maxAge) {
        return media(etag) != null && seenAt >= 0 && now - seenAt < maxAge && seenAt - now <= CLOCK_STEP;
    }

    /** {@link MediaHeaders#isPlain} of what was found, which is asked once for what is known. */
    public boolean isPlain(MediaMetadata found) {
        return media == found ? plain : MediaHeaders.isPlain(found);
    }

    private void know(MediaMetadata now) {
        media = now;
        plain = MediaHeaders.isPlain(now);
    }
}
