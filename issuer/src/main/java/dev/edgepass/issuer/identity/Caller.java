package dev.edgepass.issuer.identity;

import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A valid login.
 *
 * @param subject with its tenant it is the login: {@code sub} as the app's identity provider has it; it never stands in a URL
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

    /** An auditor reads, and changes nothing; an admin who is an auditor too is an admin. */
    public boolean mayChange() {
        return is(Role.ADMIN) || !is(Role.AUDITOR);
    }

    /** Whether the caller is that login: its tenant and its subject, since two customers may have users of one name. */
    public boolean isLogin(String subject, @Nullable String tenant) {
        return this.subject.equals(subject) && Objects.equals(this.tenant, tenant);
    }

    @Override
    public String getName() {
        return subject;
    }
}
