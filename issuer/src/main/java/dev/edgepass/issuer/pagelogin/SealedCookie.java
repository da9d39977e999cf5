package dev.edgepass.issuer.pagelogin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A cookie of this host alone ({@code __Host-}, RFC 6265bis section 4.1.3.2), which scripts can't read, with a value that only this service can read and make, and that ends by
 * itself. Thread-safe.
 *
 * @param <T> a record that Jackson writes and reads
 */
final class SealedCookie<T> {
    /** Browsers keep 4,096 bytes of a cookie, its name and attributes included. */
    private static final int MOST_CHARACTERS = 3_800;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String name;
    private final String sameSite;
    private final Class<T> type;
    private final Duration lifetime;
    private final Seal seal;
    private final Clock clock;

    /** The value, and when it ends in milliseconds since 1970. */
    private record Sealed(long end, String value) {}

    /** @param sameSite {@code Strict}, or {@code Lax} where another site's page leads here with it */
    SealedCookie(String name, String sameSite, Class<T> type, Duration lifetime, Seal seal, Clock clock) {
        this.name = "__Host-" + name;
        this.sameSite = sameSite;
        this.type = type;
        this.lifetime = lifetime;
        this.seal = seal;
        this.clock = clock;
    }

    /** @throws TooLargeException where no browser would keep it */
    String with(T value) {
        Instant end = clock.instant().plus(lifetime);
        String text = seal.seal(JSON.writeValueAsBytes(new Sealed(end.toEpochMilli(), JSON.writeValueAsString(value))));
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
                .flatMap(cookie -> seal.open(cookie.substring(begin.length())))
                .flatMap(this::read);
    }

    private Optional<T> read(byte[] plain) {
        try {
            Sealed sealed = JSON.readValue(plain, Sealed.class);
            return clock.millis() < sealed.end ? Optional.of(JSON.readValue(sealed.value, type)) : Optional.empty();
        } catch (JacksonException e) {
            // Of an earlier release: as if there were none.
            return Optional.empty();
        }
    }

    private String cookie(String value, Duration age) {
        return name + '=' + value + "; Path=/; Max-Age=" + age.toSeconds() + "; Secure; HttpOnly; SameSite=" + sameSite;
    }

    /** What was to be kept has no room in a cookie. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
