package dev.edgepass.consumer.simulation;

/** Something that must hold didn't. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Invariant invariant;
    private final String where;

    /**
     * @param where whose trace explains it: an isolate, a publisher, an issuer
     */
    Violation(Invariant invariant, String where, String what) {
        super(invariant + " at " + where + ": " + what);
        this.invariant = invariant;
        this.where = where;
    }

    Violation(String where, RuntimeException cause) {
        super(Invariant.NO_CODE_FAILS + " at " + where + ": " + cause, cause);
        this.invariant = Invariant.NO_CODE_FAILS;
        this.where = where;
    }

    Invariant invariant() {
        return invariant;
    }

    String where() {
        return where;
    }
}
