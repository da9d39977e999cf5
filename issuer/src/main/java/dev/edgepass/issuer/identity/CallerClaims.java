package dev.edgepass.issuer.identity;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

/** A verified login's claims as a {@link Caller}, by the names that the configuration gives them. Thread-safe. */
@Component
public final class CallerClaims implements Converter<Jwt, CallerAuthentication> {
    private final IdentitySettings.Claims claims;
    private final IdentitySettings.Roles roles;

    CallerClaims(IdentitySettings settings) {
        this.claims = settings.claims();
        this.roles = settings.roles();
    }

    /**
     * @throws InvalidBearerTokenException where a claim is missing, has the wrong type, or isn't text
     */
    @Override
    public CallerAuthentication convert(Jwt login) {
        String subject = string(login, claims.subject());
        if (subject == null || subject.isBlank()) {
            throw new InvalidBearerTokenException("The login has no subject");
        }
        return new CallerAuthentication(
                new Caller(subject, string(login, claims.tenant()), strings(login, claims.paths()), rolesOf(login)));
    }

    private Set<Role> rolesOf(Jwt login) {
        Object value = claims.roles().in(login.getClaims());
        List<String> names = value instanceof String words ? List.of(words.split(" ")) : strings(login, claims.roles());
        Set<Role> found = EnumSet.noneOf(Role.class);
        names.forEach(name -> roles.named(name).ifPresent(found::add));
        return found;
    }

    private static @Nullable String string(Jwt login, ClaimPath claim) {
        Object value = claim.in(login.getClaims());
        if (value != null && !(value instanceof String)) {
            throw new InvalidBearerTokenException("The login's " + claim + " isn't a string");
        }
        return value == null ? null : text((String) value, claim);
    }

    /** What isn't text can't be revoked by its name: it has no UTF-8 form, and so no fingerprint. */
    private static String text(String value, ClaimPath claim) {
        try {
            Utf8.encode(value);
            return value;
        } catch (MalformedException e) {
            throw new InvalidBearerTokenException("The login's " + claim + " isn't well-formed Unicode", e);
        }
    }

    private static List<String> strings(Jwt login, ClaimPath claim) {
        Object value = claim.in(login.getClaims());
        List<String> strings = new ArrayList<>();
        if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                if (!(element instanceof String string)) {
                    throw new InvalidBearerTokenException("The login's " + claim + " aren't strings");
                }
                strings.add(text(string, claim));
            }
        } else if (value != null) {
            throw new InvalidBearerTokenException("The login's " + claim + " aren't a list");
        }
        return strings;
    }
}
