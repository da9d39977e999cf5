package dev.edgepass.issuer.sharelink.list;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A link's place in an order, which it has whether the link is still there or not: where a page goes on after.
 *
 * @param number what is sorted by, where that is a time
 * @param text the same where it is a label
 */
record LinkPlace(long number, String text, String id) {
    private static final int MAX_CURSOR = 2_000;
    private static final char BETWEEN = '\n';

    /** Opaque to callers: base64url of order, number, id and text, a line each. */
    String cursor(LinkSort sort) {
        String lines = sort.toString() + BETWEEN + number + BETWEEN + id + BETWEEN + text;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lines.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws ProblemException {@code invalid-request} where it isn't a cursor, or one of another order
     */
    static LinkPlace parse(String cursor, LinkSort sort) {
        if (cursor.length() <= MAX_CURSOR) {
            try {
                String[] lines = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                        .split(String.valueOf(BETWEEN), 4);
                if (lines.length == 4 && lines[0].equals(sort.toString())) {
                    return new LinkPlace(Long.parseLong(lines[1]), lines[3], lines[2]);
                }
            } catch (IllegalArgumentException e) {
                // No base64, or no number.
            }
        }
        throw ProblemType.invalid("cursor", "not of this list (expected: 'next' of a page with sort=" + sort + ")");
    }
}
