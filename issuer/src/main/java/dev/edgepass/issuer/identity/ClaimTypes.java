package dev.edgepass.issuer.identity;

import com.nimbusds.jose.JWSObject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What the JWT library lets pass. It makes a string of a {@code sub} that is a number, so that large ones can't be told apart, and wraps an {@code exp} that a date
 * can't hold. A {@code sub} is a string (RFC 7519 section 4.1.2) and an {@code exp} counts seconds (section 4.1.4): one in milliseconds lies thousands of years ahead.
 */
final class ClaimTypes implements OAuth2TokenValidator<Jwt> {
    /** The longest time that a login may be good for, from now on. */
    static final Duration MAX_LIFE = Duration.ofDays(3_650);

    private final Clock clock;

    ClaimTypes(Clock clock) {
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt login) {
        Map<String, Object> claims;
        try {
            claims = JWSObject.parse(login.getTokenValue()).getPayload().toJSONObject();
        } catch (ParseException e) {
            return failure("The login is no JWS");
        }
        Object subject = claims.get("sub");
        if (subject != null && !(subject instanceof String)) {
            return failure("The sub claim is not a string");
        }
        long latest = clock.instant().plus(MAX_LIFE).getEpochSecond();
        if (claims.get("exp") instanceof Number end && end.longValue() > latest) {
            return failure("The exp claim is more than " + MAX_LIFE.toDays()
                    + " days ahead (expected: seconds since 1970, not milliseconds)");
        }
        return OAuth2TokenValidatorResult.success();
    }

    private static OAuth2TokenValidatorResult failure(String description) {
        return OAuth2TokenValidatorResult.failure(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, description, "https://www.rfc-editor.org/rfc/rfc7519"));
    }
}
