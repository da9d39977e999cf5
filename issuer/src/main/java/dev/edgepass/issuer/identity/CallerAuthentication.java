package dev.edgepass.issuer.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** A verified login as Spring Security holds it; its principal is the {@link Caller}. It keeps no token. */
public final class CallerAuthentication extends AbstractAuthenticationToken {
    /** The authority to change something of one's own. */
    public static final String USER = "ROLE_USER";

    private final Caller caller;

    private CallerAuthentication(Caller caller) {
        super(authorities(caller));
        this.caller = caller;
        setAuthenticated(true);
    }

    /**
     * @throws InvalidBearerTokenException where a claim is missing or has the wrong type
     */
    public static CallerAuthentication of(Jwt login) {
        Object subject = login.getClaims().get("sub");
        if (!(subject instanceof String name) || name.isBlank()) {
            throw new InvalidBearerTokenException("The login has no subject");
        }
        Object tenant = login.getClaims().get("tenant");
        if (tenant != null && !(tenant instanceof String)) {
            throw new InvalidBearerTokenException("The login's tenant isn't a string");
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        strings(login, "roles").forEach(role -> Role.named(role).ifPresent(roles::add));
        return new CallerAuthentication(new Caller(name, (String) tenant, strings(login, "paths"), roles));
    }

    private static List<String> strings(Jwt login, String claim) {
        Object value = login.getClaims().get(claim);
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

    private static List<GrantedAuthority> authorities(Caller caller) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        caller.roles().forEach(role -> authorities.add(new SimpleGrantedAuthority(role.authority())));
        if (caller.mayChange()) {
            authorities.add(new SimpleGrantedAuthority(USER));
        }
        return authorities;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }
}
