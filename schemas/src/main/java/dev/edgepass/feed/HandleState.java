package dev.edgepass.feed;

/**
 * What is in force for one handle (DESIGN section 4).
 *
 * @param cutoff tokens with a {@code pos} below this position are refused; 0 is none
 * @param blocked every token is refused until the block is lifted
 */
public record HandleState(long cutoff, boolean blocked) {
    public static final HandleState CLEAR = new HandleState(0, false);

    public boolean isClear() {
        return cutoff == 0 && !blocked;
    }

    /** A cutoff only rises. */
    public HandleState raiseCutoff(long position) {
        return new HandleState(Math.max(cutoff, position), blocked);
    }

    /** Last writer wins; the cutoff stays. */
    public HandleState withBlocked(boolean value) {
        return new HandleState(cutoff, value);
    }

    /** The one thing that lowers a cutoff; it takes none that is later than what the lifter knew, {@code basis}. */
    public HandleState liftCutoff(long basis) {
        return cutoff <= basis ? new HandleState(0, blocked) : this;
    }
}
