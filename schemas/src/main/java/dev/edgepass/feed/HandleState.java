package dev.edgepass.feed;

/**
 * What is in force for one handle (docs/revocation.md).
 *
 * @param cutoff tokens with a {@code pos} below this position are refused; 0 is none
 * @param blockedAt the position of the newest block: every token is refused until it is lifted; 0 is none. A {@link Segment} keeps only that there is a block
 *     and gives 1, the earliest position
 */
public record HandleState(long cutoff, long blockedAt) {
    public static final HandleState CLEAR = new HandleState(0, 0);

    public boolean blocked() {
        return blockedAt != 0;
    }

    public boolean isClear() {
        return cutoff == 0 && blockedAt == 0;
    }

    /** A cutoff only rises. */
    public HandleState raiseCutoff(long position) {
        return new HandleState(Math.max(cutoff, position), blockedAt);
    }

    /** The cutoff stays. */
    public HandleState block(long position) {
        return new HandleState(cutoff, Math.max(blockedAt, position));
    }

    /** The one thing that ends a block; it ends none that is later than what the lifter knew, {@code basis}. The cutoff stays. */
    public HandleState unblock(long basis) {
        return blockedAt <= basis ? new HandleState(cutoff, 0) : this;
    }

    /** The one thing that lowers a cutoff; it takes none that is later than what the lifter knew, {@code basis}. */
    public HandleState liftCutoff(long basis) {
        return cutoff <= basis ? new HandleState(0, blockedAt) : this;
    }
}
