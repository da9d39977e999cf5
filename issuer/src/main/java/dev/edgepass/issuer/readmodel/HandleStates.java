package dev.edgepass.issuer.readmodel;

import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;

/** The texts of handles and their states in Redis: {@code <cutoff>:<position of the newest block, or 0>}. */
final class HandleStates {
    private HandleStates() {}

    /**
     * The handle of a field's name, as {@link Handle#toString()} writes it.
     *
     * @throws IllegalStateException where it isn't one
     */
    static Handle handle(String text) {
        String prefix = text.substring(0, text.indexOf(':') + 1);
        for (Handle.Kind kind : Handle.Kind.values()) {
            if (new Handle(kind, "").toString().equals(prefix)) {
                return new Handle(kind, text.substring(prefix.length()));
            }
        }
        throw new IllegalStateException("handle: " + text + " (expected: <kind>:<id>)");
    }

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
