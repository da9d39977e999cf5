package dev.edgepass.consumer.simulation;

/**
 * One thing that was taken back from one handle, and whether that was lifted. Times are true ones, in milliseconds; {@link #NEVER} is not yet.
 */
final class Fact {
    static final long NEVER = Long.MAX_VALUE;

    final String handle;
    /** The log's position with it. */
    final long position;
    /** Whether every token is refused, or only those decided on before. */
    final boolean block;

    final long acceptedAt;
    long publishedAt = NEVER;
    long liftedAt = NEVER;
    /** The log's position with the lift. */
    long liftPosition = NEVER;

    long liftPublishedAt = NEVER;

    Fact(String handle, long position, boolean block, long acceptedAt) {
        this.handle = handle;
        this.position = position;
        this.block = block;
        this.acceptedAt = acceptedAt;
    }

    /** Whether a head at {@code at} has to hold it. */
    boolean isInForceAt(long at) {
        return position <= at && liftPosition > at;
    }

    /** Whether it takes back what was decided at {@code decidedOn}. */
    boolean hits(long decidedOn) {
        return block || decidedOn < position;
    }

    @Override
    public String toString() {
        return (block ? "block of " : "cutoff of ") + handle + " at position " + position + ", accepted at "
                + acceptedAt + " ms, published at " + time(publishedAt) + ", lifted at " + time(liftedAt);
    }

    private static String time(long millis) {
        return millis == NEVER ? "no time" : millis + " ms";
    }
}
