package dev.edgepass.issuer.feed;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The preference {@code wait} (RFC 7240 section 4.3) of {@code Prefer}: how long an answer may take. What can't be read is ignored, as section 2 has it.
 *
 * @param applied whether the caller asked; {@code Preference-Applied} says so
 */
public record PreferWait(Duration patience, boolean applied) {
    /** The header of the answer. */
    public static final String APPLIED = "Preference-Applied";

    public static final Duration DEFAULT = Duration.ofSeconds(5);
    private static final long MAX_SECONDS = 30;
    private static final Pattern WAIT =
            Pattern.compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,6})\"?\\s*(?=$|[,;])");

    /** Of the header's value. A longer wait than 30 s is cut. */
    public static PreferWait of(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        return wait.find()
                ? new PreferWait(Duration.ofSeconds(Math.min(MAX_SECONDS, Long.parseLong(wait.group(1)))), true)
                : new PreferWait(DEFAULT, false);
    }

    /** Tells the answer's headers what was applied, if the caller asked (RFC 7240 section 3). */
    public void tell(BiConsumer<String, String> headers) {
        if (applied) {
            headers.accept(APPLIED, "wait=" + patience.toSeconds());
        }
    }
}
