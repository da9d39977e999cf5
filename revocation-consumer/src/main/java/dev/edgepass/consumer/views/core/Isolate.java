package dev.edgepass.consumer.views.core;

/**
 * The last report of an isolate of the Worker that was folded in.
 *
 * @param number of the report
 * @param time when the log took it, milliseconds since the epoch
 */
public record Isolate(long number, long time) {
    /** How long an isolate may be silent, by the log's times, before it is forgotten: two days, in milliseconds. */
    static final long KEPT = 2 * 24 * 60 * 60 * 1_000L;

    private static final String BETWEEN = ":";

    /** {@code <number>:<time>}. */
    public String text() {
        return number + BETWEEN + time;
    }

    /** @throws RuntimeException where it isn't such a text */
    public static Isolate parse(String text) {
        int at = text.indexOf(BETWEEN);
        return new Isolate(Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
    }
}
