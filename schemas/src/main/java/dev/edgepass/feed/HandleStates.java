package dev.edgepass.feed;

/** What is in force, by handle. */
@FunctionalInterface
public interface HandleStates {
    /** {@link HandleState#CLEAR} where nothing is. */
    HandleState stateOf(Handle handle);
}
