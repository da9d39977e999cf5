package dev.edgepass.consumer.projection;

import dev.edgepass.feed.HandleState;

/** A handle's state as Redis has it: {@code <cutoff>:<0 or 1>}. */
public final class HandleText {
    private HandleText() {}

    public static String of(HandleState state) {
        return state.cutoff() + (state.blocked() ? ":1" : ":0");
    }

    /**
     * @throws IllegalStateException where it's none: somebody else wrote it
     */
    static HandleState parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon != text.length() - 2) {
            throw new IllegalStateException("handle state in Redis: " + text + " (expected: <cutoff>:<0 or 1>)");
        }
        return new HandleState(Long.parseLong(text, 0, colon, 10), text.charAt(colon + 1) == '1');
    }
}
