package dev.edgepass.issuer.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edgepass.issuer.HeapShare;
import dev.edgepass.jdk.Sha256;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Remembers for a minute at most that a login was good, and never past its expiry: checking its signature costs as much as the media token that it is shown for.
 * So a key that the identity provider withdraws is believed for up to {@link #REMEMBERED} longer. What isn't good isn't remembered. Keeps the claims under a hash
 * of the token, in no more of the heap than {@link HeapShare#LOGINS}. Thread-safe.
 */
public final class VerifiedLogins implements JwtDecoder {
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** Bytes of the heap that a login takes beside its text, and for each of its characters: the text itself, and each claim with its name as an object. */
    private static final int OWN_BYTES = 1_500;

    private static final int BYTES_A_CHARACTER = 6;

    private final Cache<ByteBuffer, Jwt> good = Caffeine.newBuilder()
            .maximumWeight(HeapShare.LOGINS.bytes())
            .<ByteBuffer, Jwt>weigher((hash, login) ->
                    OWN_BYTES + BYTES_A_CHARACTER * login.getTokenValue().length())
            .expireAfterWrite(REMEMBERED)
            .build();
    private final JwtDecoder decoder;
    private final Clock clock;

    public VerifiedLogins(JwtDecoder decoder, Clock clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) throws JwtException {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.hash(token));
        Jwt known = good.getIfPresent(hash);
        if (known != null && isLive(known)) {
            return known;
        }
        Jwt login = decoder.decode(token);
        if (isLive(login)) {
            good.put(hash, login);
        }
        return login;
    }

    /** A login without an end, or one that lives on the allowed clock skew, is looked at each time. */
    private boolean isLive(Jwt login) {
        @Nullable Instant end = login.getExpiresAt();
        return end != null && clock.instant().isBefore(end);
    }
}
