package dev.edgepass.issuer.pagelogin;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.CallerClaims;
import dev.edgepass.issuer.limit.BucketName;
import dev.edgepass.issuer.limit.Buckets;
import dev.edgepass.issuer.limit.Charge;
import dev.edgepass.issuer.limit.Rate;
import dev.edgepass.issuer.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Takes a login of the app's backend for a login of the pages, once. Thread-safe. */
@Component
class HandOver {
    /** It travels through a browser, so it is good for no longer than that takes. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    /** Longer than a login can be good, a clock's skew of 5 minutes included. */
    private static final Rate ONCE = new Rate(1, Duration.ofMinutes(10));

    private final PageLoginSettings settings;
    private final JwtDecoder logins;
    private final CallerClaims claims;
    private final Buckets buckets;

    HandOver(PageLoginSettings settings, JwtDecoder logins, CallerClaims claims, Buckets buckets) {
        this.settings = settings;
        this.logins = logins;
        this.claims = claims;
        this.buckets = buckets;
    }

    /** Whether that page may do it: any other one could make a person work in somebody else's name. */
    boolean isFrom(@Nullable String origin) {
        return origin != null && settings.handOverOrigins().contains(origin);
    }

    /**
     * Who it is.
     *
     * @throws BadCredentialsException where the login isn't good, is good for too long, has no id, or was handed over before
     * @throws JwtException where it can't be checked
     * @throws ProblemException {@code read-model-unavailable}
     */
    Caller take(String text) {
        Jwt login = logins.decode(text);
        String id = login.getId();
        Optional<Duration> life = lifetime(login);
        if (id == null || id.isBlank() || life.isEmpty() || life.get().compareTo(LONGEST) > 0) {
            throw new BadCredentialsException(
                    "a login to be handed over has jti, iat and exp, and lives for " + LONGEST + " at most");
        }
        Caller caller = claims.convert(login).getPrincipal();
        String issuer = String.valueOf(login.getClaims().get("iss"));
        if (buckets.take(BucketName.of("hand-over", issuer, id), ONCE) instanceof Charge.Refused) {
            throw new BadCredentialsException("this login was handed over before");
        }
        return caller;
    }

    private static Optional<Duration> lifetime(Jwt login) {
        Instant begin = login.getIssuedAt();
        Instant end = login.getExpiresAt();
        return begin == null || end == null ? Optional.empty() : Optional.of(Duration.between(begin, end));
    }
}
