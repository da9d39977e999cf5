package dev.edgepass.issuer.identity;

import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a valid login.
 *
 * @param subject {@code sub} as the app's identity provider has it; it never stands in a URL
 * @param paths claim {@code paths}, as it came
 */
public record Caller(String subject, @Nullable String tenant, List<String> paths, Set<Role> roles)
        implements Principal {
    public Caller {
        paths = List.copyOf(paths);
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** An auditor reads, and changes nothing; whoever is an admin too is an admin. */
    public boolean mayChange() {
        return is(Role.ADMIN) || !is(Role.AUDITOR);
    }

    @Override
    public String getName() {
        return subject;
    }
}
