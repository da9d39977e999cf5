package dev.edgepass.issuer.limit;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many in a period. A bucket of that size starts full and fills evenly, so all of them may come at once.
 *
 * @param tokens at least 1
 * @param period a whole number of seconds, at least 1
 */
public record Rate(long tokens, Duration period) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})/([1-9][0-9]{0,4})?([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    public Rate {
        if (tokens < 1 || period.toSeconds() < 1) {
            throw new IllegalArgumentException("rate: " + tokens + " in " + period + " (expected: at least 1 in 1 s)");
        }
    }

    /** As configuration has it: {@code 20/m}, {@code 20/10m}, {@code 5/s}. */
    public static Rate valueOf(String text) {
        Matcher matcher = TEXT.matcher(text);
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(3)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("rate: " + text + " (expected: such as 20/10m, units s, m, h, d)");
        }
        int units = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
        return new Rate(Long.parseLong(matcher.group(1)), unit.multipliedBy(units));
    }

    @Override
    public String toString() {
        return tokens + "/" + period.toSeconds() + "s";
    }
}
