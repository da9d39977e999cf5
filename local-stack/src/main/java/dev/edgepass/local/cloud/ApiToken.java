package dev.edgepass.local.cloud;

import dev.edgepass.local.process.StartFailure;
import java.util.regex.Pattern;

/** An API token's value. Its text never shows it. */
public final class ApiToken {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.=+/~-]{20,250}");

    private final String value;

    /**
     * @throws StartFailure where it can't be one; the message doesn't quote it
     */
    public ApiToken(String value) {
        if (!isOne(value)) {
            throw new StartFailure("That is no API token (expected: one line of 20 to 250 letters, digits and -_).");
        }
        this.value = value;
    }

    static boolean isOne(String value) {
        return FORM.matcher(value).matches();
    }

    String authorization() {
        return "Bearer " + value;
    }

    /** {@code text}, which came from outside, without the token. */
    String hideIn(String text) {
        return text.replace(value, "[hidden]");
    }

    @Override
    public String toString() {
        return "ApiToken[hidden]";
    }
}
