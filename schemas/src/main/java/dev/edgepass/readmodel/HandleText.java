package dev.edgepass.readmodel;

import dev.edgepass.feed.HandleState;

/** A handle's state as Redis has it: {@code <cutoff>:<position of the newest block, or 0>}. */
public final class HandleText {
    private HandleText() {}

    public static String of(HandleState state) {
        return state.cutoff() + ":" + state.blockedAt();
    }

    /**
     * @throws IllegalArgumentException where it's none: no guess is made about what may be blocked
     */
    public static HandleState parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalArgumentException("handle state in Redis: " + text + " (expected: <cutoff>:<blocked at>)");
        }
        return new HandleState(Long.parseLong(text, 0, colon, 10), Long.parseLong(text, colon + 1, text.length(), 10));
    }
}
