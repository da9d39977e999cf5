package dev.edgepass.acceptance;

/** This test JVM among those that run at a time. */
final class TestFork {
    private static final String PREFIX = "fork-";
    private static final String NAME = System.getProperty("edgepass.test.fork", PREFIX + 1);

    private TestFork() {}

    /** Such as {@code fork-1}. */
    static String name() {
        return NAME;
    }

    /** From 1 on. */
    static int number() {
        return Integer.parseInt(NAME.substring(PREFIX.length()));
    }
}
