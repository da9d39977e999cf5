package dev.edgepass.edge.http;

/** Decimal numbers as HTTP writes them. {@code Long.parseLong} takes signs and other scripts' digits, and weighs more in the bundle. */
public final class Digits {
    /** Below JavaScript's 2^53, with which the platform counts bytes. */
    private static final int MAX_DIGITS = 15;

    private Digits() {}

    /** The number, or -1 where {@code text} isn't 1 to 15 digits. */
    public static long parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
