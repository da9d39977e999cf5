package dev.edgepass.edge.substitute;

import org.jspecify.annotations.Nullable;

/** {@code StringBuilder}, and so Java's {@code +}, by JavaScript's own strings: those grow without copying. It has the methods that the Worker uses. */
public final class JsStringBuilder {
    private String text;

    public JsStringBuilder() {
        this("");
    }

    public JsStringBuilder(int capacity) {
        this("");
    }

    public JsStringBuilder(String text) {
        this.text = text;
    }

    public JsStringBuilder append(@Nullable String more) {
        text = JsString.join(text, more == null ? "null" : more);
        return this;
    }

    public JsStringBuilder append(@Nullable Object more) {
        return append(String.valueOf(more));
    }

    public JsStringBuilder append(int number) {
        text = JsString.join(text, number);
        return this;
    }

    /** Exact below 2^53, with which the platform counts. */
    public JsStringBuilder append(long number) {
        text = JsString.join(text, (double) number);
        return this;
    }

    public JsStringBuilder append(char c) {
        text = JsString.join(text, JsString.of(c));
        return this;
    }

    public JsStringBuilder append(boolean value) {
        return append(value ? "true" : "false");
    }

    public int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
