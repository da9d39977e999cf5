package dev.edgepass.issuer.readmodel;

import dev.edgepass.feed.HandleState;

/** The text of a handle's state in Redis: {@code <cutoff>:<0 or 1>}. */
final class HandleStates {
    private HandleStates() {}

    /**
     * @throws IllegalStateException where it isn't such a text: no guess is made about what may be blocked
     */
    static HandleState parse(String text) {
        int colon = text.indexOf(':');
        String flag = text.substring(colon + 1);
        if (colon < 1 || !flag.equals("0") && !flag.equals("1")) {
            throw new IllegalStateException("handle state: " + text + " (expected: <cutoff>:<0 or 1>)");
        }
        return new HandleState(Long.parseLong(text.substring(0, colon)), flag.equals("1"));
    }
}
