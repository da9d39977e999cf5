package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;

/** A size or an index in ASCII, as the specifications have it: 0 to 2^63 - 1, no leading zeroes, no sign. */
final class Decimal {
    private static final int LONGEST = 19;

    private Decimal() {}

    /**
     * @throws MalformedException for any other text
     */
    static long parse(String text) {
        boolean isPlain = !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        if (!isPlain) {
            throw new MalformedException("number: not decimal digits without leading zeroes");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedException("number: more than 2^63 - 1");
        }
    }
}
