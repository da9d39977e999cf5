package dev.edgepass.issuer.identity;

/** What a login may do beyond what any login may, by the names of {@link IdentitySettings.Roles}. */
public enum Role {
    /** Revokes, sees every share link and key. */
    ADMIN,
    /** Reads what happened, and changes nothing. */
    AUDITOR;

    /** As Spring Security names it. */
    String authority() {
        return "ROLE_" + name();
    }
}
