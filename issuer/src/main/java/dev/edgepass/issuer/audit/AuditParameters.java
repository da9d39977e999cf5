package dev.edgepass.issuer.audit;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of parameters. All throw {@link ProblemException} {@code invalid-request}. */
final class AuditParameters {
    static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_NAME = 256;
    private static final int MAX_TIME = 40;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern WORD = Pattern.compile("[a-z-]{1,40}");
    private static final Pattern LOG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,15}");

    private AuditParameters() {}

    static String id(String field, String text) {
        return require(field, text, ID, "an id of letters, digits, - and _");
    }

    static String word(String field, String text) {
        return require(field, text, WORD, "a word such as link-created");
    }

    static String log(String field, String text) {
        return require(field, text, LOG, "the id of a log such as edgepass.control-0");
    }

    static String cursor(String text) {
        return require("cursor", text, CURSOR, "next of the page before, as it is");
    }

    static String name(String field, String text) {
        if (text.isBlank() || text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw ProblemType.invalid(field, "not a name (expected: 1 to " + MAX_NAME + " characters)");
        }
        return text;
    }

    static Instant time(String field, String text) {
        try {
            if (text.length() <= MAX_TIME) {
                Instant time = OffsetDateTime.parse(text).toInstant();
                time.toEpochMilli();
                return time;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below.
        }
        throw ProblemType.invalid(field, "not a time (expected: such as 2026-11-30T10:00:00Z)");
    }

    /** A time or a position of the control log; null stays. */
    static @Nullable String moment(@Nullable String at) {
        return at == null || POSITION.matcher(at).matches()
                ? at
                : time("at", at).toString();
    }

    static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw ProblemType.invalid("limit", "not a number of that size (expected: 1 to " + MAX_LIMIT + ")");
    }

    private static String require(String field, String text, Pattern form, String expected) {
        if (!form.matcher(text).matches()) {
            throw ProblemType.invalid(field, "not of that form (expected: " + expected + ")");
        }
        return text;
    }
}
