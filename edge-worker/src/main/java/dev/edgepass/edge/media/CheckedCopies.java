package dev.edgepass.edge.media;

import dev.edgepass.edge.memory.RecentlyUsed;

/**
 * When this isolate last saw that R2's object is still the one that the location's cache has a copy of. A copy that nobody has compared for the maximum age is
 * compared before it is served, so an object that was replaced or deleted is served no longer than that. Pure Java.
 */
public final class CheckedCopies {
    /** Milliseconds that the clock of whoever stored a copy may be ahead: beyond it, what it says isn't believed. */
    private static final long CLOCK_STEP = 2_000;

    /** Copies in each of the memory's two generations: 5 MB of the longest keys. */
    private static final int REMEMBERED = 2_000;

    private final RecentlyUsed<Check> checks = new RecentlyUsed<>(REMEMBERED);
    private final long maxAge;

    private record Check(String etag, long at) {}

    /**
     * @param maxAge milliseconds
     */
    public CheckedCopies(long maxAge) {
        this.maxAge = maxAge;
    }

    /**
     * Whether the copy may be served without asking R2.
     *
     * @param storedAt when the copy came from R2, in milliseconds since the epoch by the clock of whoever stored it; -1 where it doesn't say
     */
    boolean isFresh(String key, String etag, long storedAt, long now) {
        if (isYoung(storedAt, now)) {
            return true;
        }
        Check check = checks.find(key);
        return check != null && check.etag.equals(etag) && isYoung(check.at, now);
    }

    /** R2's object had {@code etag} when it was asked, at {@code asked} or later. */
    void checked(String key, String etag, long asked) {
        checks.remember(key, new Check(etag, asked));
    }

    private boolean isYoung(long at, long now) {
        return at >= 0 && now - at < maxAge && at - now <= CLOCK_STEP;
    }
}
