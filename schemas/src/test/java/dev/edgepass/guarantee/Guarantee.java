package dev.edgepass.guarantee;

/** A promise of the product, judged by what a test saw. Thread-safe. */
public interface Guarantee {
    /**
     * @throws AssertionError where the promise was broken, or where too little was seen to judge it
     */
    void assertHeld();
}
