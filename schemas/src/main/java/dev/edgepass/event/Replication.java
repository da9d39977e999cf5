package dev.edgepass.event;

/**
 * On how many brokers each record is, of which a majority must have it before a write is acknowledged: with three, one may be away and nothing stops, and what was
 * acknowledged is on two disks.
 *
 * @param replicas 1 to 5
 */
public record Replication(int replicas) {
    /** On a single broker: a lost disk is a lost log, but for its backup. */
    public static final Replication ONE = new Replication(1);

    private static final int MOST = 5;

    /**
     * @throws IllegalArgumentException outside of 1 to 5
     */
    public Replication {
        if (replicas < 1 || replicas > MOST) {
            throw new IllegalArgumentException("replicas: " + replicas + " (expected: 1 to " + MOST + ")");
        }
    }

    /** {@code min.insync.replicas}. */
    public int minInSync() {
        return replicas / 2 + 1;
    }
}
