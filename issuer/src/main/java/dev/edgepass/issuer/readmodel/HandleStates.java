package dev.edgepass.issuer.readmodel;

import dev.edgepass.feed.HandleState;

/** The text of a handle's state in Redis: {@code <cutoff>:<position of the newest block, or 0>}. */
final class HandleStates {
    private HandleStates() {}

    /**
     * @throws IllegalStateException where it isn't such a text: no guess is made about what may be blocked
     */
    static HandleState parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalStateException("handle state: " + text + " (expected: <cutoff>:<blocked at>)");
        }
        return new HandleState(Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }
}
