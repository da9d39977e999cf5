package dev.edgepass.edge.config;

import dev.edgepass.decision.TokenRules;
import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.edge.feed.core.FeedKeys;
import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.edge.http.Digits;
import dev.edgepass.edge.usage.core.UsageSettings;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The Worker's variables, read once for an isolate. Pure Java.
 *
 * @param policy what is granted
 * @param policyIgnoringFreshness the same rules without the feed's freshness: what it refuses now is not worth a look-up
 * @param feedKeys whose heads are believed
 * @param pollInterval milliseconds between two reads of the head in the background
 * @param cacheName of the location's cache
 * @param mediaMaxAge milliseconds for which a copy is served without asking R2 whether it still is the object
 * @param hotMediaBytes of small objects that the isolate keeps, all together
 * @param usage where views are reported; null where they aren't counted
 */
public record EdgeConfig(
        ViewPolicy policy,
        ViewPolicy policyIgnoringFreshness,
        FeedKeys feedKeys,
        long pollInterval,
        String cacheName,
        long mediaMaxAge,
        int hotMediaBytes,
        @Nullable UsageSettings usage) {
    /**
     * @param variable gives a variable's text; empty where it isn't set
     * @throws dev.edgepass.encoding.MalformedException where {@code FEED_KEYS} isn't a JWKS
     * @throws IllegalArgumentException where a number isn't one, or is out of its range, and where a setting of reports isn't what it has to be
     */
    public static EdgeConfig of(UnaryOperator<String> variable) {
        TokenRules tokens = new TokenRules(
                text(variable, "ISSUER", "edgepass"),
                text(variable, "AUDIENCE", "edgepass-edge"),
                number(variable, "CLOCK_SKEW_SECONDS", TokenRules.DEFAULT_CLOCK_SKEW),
                number(variable, "MAX_LIFETIME_SECONDS", TokenRules.DEFAULT_MAX_LIFETIME));
        long silence = number(variable, "SILENCE_LIMIT_SECONDS", 600) * 1_000;
        return new EdgeConfig(
                new ViewPolicy(tokens, ViewPolicy.DEFAULT_MAX_READ_AGE, silence),
                new ViewPolicy(tokens, Long.MAX_VALUE, Long.MAX_VALUE),
                FeedKeys.parse(variable.apply("FEED_KEYS")),
                within(100, 2_500, "POLL_MS", number(variable, "POLL_MS", FeedState.DEFAULT_POLL_INTERVAL)),
                text(variable, "CACHE_NAME", "media"),
                number(variable, "MEDIA_MAX_AGE_SECONDS", 60) * 1_000,
                (int) number(variable, "HOT_MEDIA_BYTES", 16 << 20),
                UsageSettings.of(variable));
    }

    private static long within(long least, long most, String name, long number) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(name + ": " + number + " (expected: " + least + " to " + most + ")");
        }
        return number;
    }

    private static String text(UnaryOperator<String> variable, String name, String absent) {
        String text = variable.apply(name);
        return text.isEmpty() ? absent : text;
    }

    private static long number(UnaryOperator<String> variable, String name, long absent) {
        String text = variable.apply(name);
        long number = text.isEmpty() ? absent : Digits.parse(text);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + ": " + text + " (expected: a whole number)");
        }
        return number;
    }
}
