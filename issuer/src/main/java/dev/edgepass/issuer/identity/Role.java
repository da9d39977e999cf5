package dev.edgepass.issuer.identity;

import java.util.Locale;
import java.util.Optional;

/** What a login may do beyond what any login may: claim {@code roles}, in lower case. */
public enum Role {
    /** Revokes, sees every share link and key. */
    ADMIN,
    /** Reads what happened, and changes nothing. */
    AUDITOR;

    static Optional<Role> named(String name) {
        for (Role role : values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** As Spring Security names it. */
    String authority() {
        return "ROLE_" + name();
    }
}
