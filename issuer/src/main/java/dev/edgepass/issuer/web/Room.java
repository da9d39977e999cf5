package dev.edgepass.issuer.web;

import java.util.Locale;

/** A share of the server's threads; {@link Bulkheads} says how large each is. */
public enum Room {
    /** Calls with a login. */
    LOGIN,
    /** Calls without a login that do something. */
    PUBLIC,
    /** Revoking. */
    REVOKE,
    /** Pages, their files, and public keys. */
    PAGES,
    /** Health and metrics. */
    HEALTH;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
