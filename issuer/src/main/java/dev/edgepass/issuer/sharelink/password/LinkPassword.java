package dev.edgepass.issuer.sharelink.password;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * A password as it was typed, in Unicode NFC (RFC 8265 section 4.2): the same characters are the same password, whatever keyboard they came from.
 *
 * @param text in no log, error or answer
 */
public record LinkPassword(String text) {
    private static final String FIELD = "password";
    private static final int MIN = 8;
    private static final int MAX = 128;

    /**
     * One that a link is to have.
     *
     * @throws ProblemException {@code invalid-request}
     */
    public static @Nullable LinkPassword parseNew(@Nullable String password) {
        LinkPassword parsed = parse(password);
        if (parsed != null && parsed.length() < MIN) {
            throw outOfBounds();
        }
        return parsed;
    }

    /**
     * One that a link is to be opened with. A short one is simply wrong, in the same time as any other.
     *
     * @throws ProblemException {@code invalid-request}, whatever the link
     */
    public static @Nullable LinkPassword parse(@Nullable String password) {
        if (password == null) {
            return null;
        }
        // A character has two halves at most, and NFC makes at most three characters of one.
        if (password.length() > 2 * MAX || password.codePoints().anyMatch(LinkPassword::isHalf)) {
            throw outOfBounds();
        }
        LinkPassword parsed = new LinkPassword(Normalizer.normalize(password, Normalizer.Form.NFC));
        if (parsed.length() > MAX) {
            throw outOfBounds();
        }
        return parsed;
    }

    /** A half of a surrogate pair, which UTF-8 can't hold. */
    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private int length() {
        return text.codePointCount(0, text.length());
    }

    private static ProblemException outOfBounds() {
        return ProblemType.invalid(FIELD, "too short or too long (expected: " + MIN + " to " + MAX + " characters)");
    }

    /** Without it. */
    @Override
    public String toString() {
        return "LinkPassword";
    }
}
