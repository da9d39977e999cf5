package dev.edgepass.issuer.web;

import dev.edgepass.issuer.limit.LimitSettings;
import dev.edgepass.issuer.limit.Rate;
import java.util.Locale;

/** How often one caller may call what has it in {@link EndpointTable}. */
public enum RateLimit {
    /** Media tokens. */
    MINT,
    /** All else that makes or changes something. */
    WRITE,
    /** Revocations, and all that ends access. */
    REVOKE,
    /** Reading with a login. */
    READ,
    /** Calls that carry a secret or a media token in place of a login. */
    PUBLIC,
    /** The Worker's reports of views, by their secret. */
    EDGE,
    /** Pages, their files, and public keys. */
    PAGES,
    /** Health. */
    HEALTH;

    Rate rate(LimitSettings settings) {
        return switch (this) {
            case MINT -> settings.mint();
            case WRITE -> settings.write();
            case REVOKE -> settings.revoke();
            case READ -> settings.read();
            case PUBLIC -> settings.publicCalls();
            case EDGE -> settings.edge();
            case PAGES -> settings.pages();
            case HEALTH -> settings.health();
        };
    }

    /** In {@code RateLimit-Policy}, in buckets' names and in the property. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
