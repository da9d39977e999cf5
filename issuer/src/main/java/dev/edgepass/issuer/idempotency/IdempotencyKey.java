package dev.edgepass.issuer.idempotency;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.regex.Pattern;

/** The header's value: a string (RFC 9651 section 3.3.3), or the same without its quotes, as many clients send it. It opens the kept answer, so it isn't shown. */
public record IdempotencyKey(String value) {
    public static final String HEADER = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{8,255}");

    /**
     * @throws ProblemException {@code invalid-request}
     */
    public static IdempotencyKey parse(String header) {
        String text = header.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        String key = quoted ? text.substring(1, text.length() - 1) : text;
        if (!FORM.matcher(key).matches()) {
            throw ProblemType.invalid(
                    HEADER, "malformed (expected: a string of 8 to 255 visible ASCII characters, such as a UUID)");
        }
        return new IdempotencyKey(key);
    }

    @Override
    public String toString() {
        return "IdempotencyKey";
    }
}
