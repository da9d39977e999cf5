package dev.edgepass.issuer.identity;

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
     * @throws InvalidBearerTokenException where a claim is missing or has the wrong type
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
        return (String) value;
    }

    private static List<String> strings(Jwt login, ClaimPath claim) {
        Object value = claim.in(login.getClaims());
        List<String> strings = new ArrayList<>();
        if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                if (!(element instanceof String string)) {
                    throw new InvalidBearerTokenException("The login's " + claim + " aren't strings");
                }
                strings.add(string);
            }
        } else if (value != null) {
            throw new InvalidBearerTokenException("The login's " + claim + " aren't a list");
        }
        return strings;
    }
}
