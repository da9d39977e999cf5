package dev.edgepass.edge.http;

/** Decimal numbers as HTTP writes them. {@code Long.parseLong} takes signs and other scripts' digits, and weighs more in the bundle. */
public final class Digits {
    /** Below JavaScript's 2^53, with which the platform counts bytes. */
    private static final int MAX_DIGITS = 15;

    private Digits() {}

    /** More than any number that is read exactly, and than the bytes of any object. */
    public static final long TOO_MANY = 999_999_999_999_999L;

    /** The number, or -1 where {@code text} isn't 1 to 15 digits. */
    public static long parse(String text) {
        return text.length() > MAX_DIGITS ? -1 : parseAny(text);
    }

    /** As {@link #parse}, for digits of any number: {@link #TOO_MANY} for what is larger. */
    static long parseAny(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = Math.min(TOO_MANY, number * 10 + (c - '0'));
        }
        return number;
    }
}
