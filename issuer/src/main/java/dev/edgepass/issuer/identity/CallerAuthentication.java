package dev.edgepass.issuer.identity;

import java.util.ArrayList;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A verified login as Spring Security holds it; its principal is the {@link Caller}. It keeps no token. */
public final class CallerAuthentication extends AbstractAuthenticationToken {
    /** The authority to change something of one's own. */
    public static final String USER = "ROLE_USER";

    private final Caller caller;

    /** @param caller who was verified */
    public CallerAuthentication(Caller caller) {
        super(authorities(caller));
        this.caller = caller;
        setAuthenticated(true);
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
