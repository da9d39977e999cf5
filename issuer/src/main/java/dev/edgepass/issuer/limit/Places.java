package dev.edgepass.issuer.limit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many calls a {@link Room} holds.
 *
 * @param total at least 1
 * @param share of them that one caller may have, 1 to {@code total}
 */
public record Places(int total, int share) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,4})/([1-9][0-9]{0,4})");

    public Places {
        if (total < 1 || share < 1 || share > total) {
            throw new IllegalArgumentException("places: " + total + "/" + share + " (expected: 1 <= share <= total)");
        }
    }

    /** As configuration has it: {@code 64/8}. */
    public static Places valueOf(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "places: " + text + " (expected: such as 64/8, of which one caller may have 8)");
        }
        return new Places(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
}
