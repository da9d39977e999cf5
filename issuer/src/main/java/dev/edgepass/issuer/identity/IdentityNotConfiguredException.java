package dev.edgepass.issuer.identity;

/** The issuer doesn't know whose logins to believe. */
final class IdentityNotConfiguredException extends RuntimeException {
    private final String action;

    IdentityNotConfiguredException(String message, String action) {
        super(message);
        this.action = action;
    }

    /** What the operator does about it. */
    String action() {
        return action;
    }
}
