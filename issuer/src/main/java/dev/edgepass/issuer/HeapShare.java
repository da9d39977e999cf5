package dev.edgepass.issuer;

/**
 * The parts of the heap ({@code -Xmx}) that callers can fill. Each part asks for its share here, so that their sum is seen in one place: a process that runs out of
 * memory revokes nothing either. What is left is for Spring, Kafka's producers and the requests themselves.
 */
public enum HeapShare {
    /** Argon2's working memory (RFC 9106). */
    PASSWORDS(4),
    /** Share links in memory, for lists that are searched and sorted. */
    LINK_INDEX(8),
    /** Share links on their way from Redis into answers. */
    LINK_PAGES(8),
    /** Buckets of the limits that this instance counts by itself. */
    LIMITS(16),
    /** Logins whose signature was verified in the last minute. */
    LOGINS(32),
    /** Answers of the app's backend about paths. */
    PATH_POLICY(32),
    /** The viewers that one preview of a revocation counts. */
    PREVIEW(32);

    private final int part;

    HeapShare(int part) {
        this.part = part;
    }

    /** At most so many bytes. */
    public long bytes() {
        return of(Runtime.getRuntime().maxMemory());
    }

    /** @param heap bytes */
    public long of(long heap) {
        return heap / part;
    }
}
