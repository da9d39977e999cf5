package dev.edgepass.benchmarks.leaks;

/**
 * The weeks of links that are measured. Each has a seed of its own, from {@link #SEED}, the split, the kind, the number of outsiders and an index: a week is the same
 * however many others are generated.
 */
final class Traces {
    /** Of all traces. */
    static final long SEED = 16_07_2026;

    /** The numbers of outsiders in leaks. */
    static final int[] LEAK_SIZES = {10, 30, 100, 1000};

    private Traces() {}

    /** A rule's parameters are chosen by one, and its error rates measured by the other. */
    enum Split {
        TRAIN,
        TEST
    }

    static LinkWeek innocent(Split split, Innocent kind, int index) {
        return kind.week(draws(split.ordinal(), kind.ordinal(), 0, index));
    }

    /** Every second leak is into many countries. */
    static LinkWeek leak(Split split, Leak kind, int people, int index) {
        return kind.week(draws(split.ordinal(), 1_000 + kind.ordinal(), people, index), people, index % 2 == 1);
    }

    private static Draws draws(long... parts) {
        long seed = SEED;
        for (long part : parts) {
            seed = mixed(seed * 31 + part + 1);
        }
        return new Draws(seed);
    }

    /** The finalizer of MurmurHash3: every bit depends on every bit. */
    static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
