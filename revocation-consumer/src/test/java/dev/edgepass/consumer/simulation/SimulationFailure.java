package dev.edgepass.consumer.simulation;

/** A seed that doesn't hold, and how it came to that. */
final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final Invariant invariant;

    SimulationFailure(long seed, Planted planted, Profile profile, long at, Violation violation, String trace) {
        super(
                "seed " + seed + (planted == Planted.NOTHING ? "" : " with " + planted) + ", at " + at + " ms: "
                        + violation.getMessage() + "\n" + profile + "\n" + trace
                        + "\nagain: -Dedgepass.simulation.seed="
                        + seed,
                violation.getCause());
        this.invariant = violation.invariant();
    }

    Invariant invariant() {
        return invariant;
    }
}
