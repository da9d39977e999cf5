package dev.edgepass.issuer.pagelogin;

import dev.edgepass.issuer.seal.SealedValue;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cookie of this host alone ({@code __Host-}, RFC 6265bis section 4.1.3.2), which scripts can't read, with a value that only this service can read and make, and that ends by
 * itself. Thread-safe.
 *
 * @param <T> a record that Jackson writes and reads
 */
final class SealedCookie<T> {
    /** Browsers keep 4,096 bytes of a cookie, its name and attributes included. */
    private static final int MOST_CHARACTERS = 3_800;

    private final String name;
    private final String sameSite;
    private final Duration lifetime;
    private final SealedValue<T> values;
    private final Clock clock;

    /** @param sameSite {@code Strict}, or {@code Lax} where another site's page leads here with it */
    SealedCookie(String name, String sameSite, Duration lifetime, SealedValue<T> values, Clock clock) {
        this.name = "__Host-" + name;
        this.sameSite = sameSite;
        this.lifetime = lifetime;
        this.values = values;
        this.clock = clock;
    }

    /** @throws TooLargeException where no browser would keep it */
    String with(T value) {
        String text = values.seal(value, clock.instant().plus(lifetime));
        if (text.length() > MOST_CHARACTERS) {
            throw new TooLargeException();
        }
        return cookie(text, lifetime);
    }

    /** Deletes it. */
    String without() {
        return cookie("", Duration.ZERO);
    }

    /**
     * Empty where there is none, or none that is ours and hasn't ended.
     *
     * @param cookies the request's header {@code Cookie} (RFC 6265 section 4.2); null where it has none
     */
    Optional<T> in(@Nullable String cookies) {
        if (cookies == null) {
            return Optional.empty();
        }
        String begin = name + '=';
        return Arrays.stream(cookies.split("; ?"))
                .filter(cookie -> cookie.startsWith(begin))
                .findFirst()
                .flatMap(cookie -> values.open(cookie.substring(begin.length())));
    }

    private String cookie(String value, Duration age) {
        return name + '=' + value + "; Path=/; Max-Age=" + age.toSeconds() + "; Secure; HttpOnly; SameSite=" + sameSite;
    }

    /** What was to be kept has no room in a cookie. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
