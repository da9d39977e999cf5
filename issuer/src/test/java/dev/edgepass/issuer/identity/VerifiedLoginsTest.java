package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class VerifiedLoginsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final AtomicInteger checks = new AtomicInteger();

    @Test
    void a_login_is_checked_once() {
        VerifiedLogins logins = logins(NOW);

        Jwt first = logins.decode("good");

        assertThat(logins.decode("good")).isSameAs(first);
        assertThat(checks).hasValue(1);
    }

    @Test
    void one_that_has_expired_is_never_taken_from_memory() {
        VerifiedLogins logins = logins(NOW.plusSeconds(60));

        logins.decode("good");
        logins.decode("good");

        assertThat(checks).hasValue(2);
    }

    @Test
    void a_bad_login_is_refused_each_time_and_is_no_other_ones_neighbour() {
        VerifiedLogins logins = logins(NOW);
        logins.decode("good");

        assertThatThrownBy(() -> logins.decode("bad")).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> logins.decode("bad")).isInstanceOf(BadJwtException.class);
        assertThat(checks).hasValue(3);
    }

    private VerifiedLogins logins(Instant now) {
        return new VerifiedLogins(
                token -> {
                    checks.incrementAndGet();
                    if (!token.equals("good")) {
                        throw new BadJwtException("bad");
                    }
                    return Jwt.withTokenValue(token)
                            .header("alg", "ES256")
                            .issuedAt(NOW.minus(Duration.ofHours(1)))
                            .expiresAt(NOW.plusSeconds(60))
                            .build();
                },
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
