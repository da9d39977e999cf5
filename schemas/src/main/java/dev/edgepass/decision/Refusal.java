package dev.edgepass.decision;

/** Why a view is refused: an RFC 9457 problem whose {@code type} is {@link #type()} (DESIGN section 13). The names on the wire are stable. */
public enum Refusal {
    MALFORMED_KEY("malformed-key", 400, "The media key isn't in its canonical form"),
    MALFORMED_TOKEN("malformed-token", 401, "This isn't a media token"),
    BAD_SIGNATURE("bad-signature", 401, "The token's signature is wrong"),
    UNKNOWN_KEY("unknown-key", 401, "The token's signing key isn't in use"),
    EXPIRED("expired", 403, "The token has expired"),
    NOT_YET_VALID("not-yet-valid", 403, "The token is from the future"),
    REVOKED("revoked", 403, "Access was taken back"),
    BLOCKED("blocked", 403, "Access is blocked until somebody lifts it"),
    OUT_OF_SCOPE("out-of-scope", 403, "The token doesn't open this object"),
    ORIGIN_NOT_ALLOWED("origin-not-allowed", 403, "This site may not embed the object"),
    NOT_FOUND("not-found", 404, "There is no such object"),
    STALE_FEED("stale-feed", 503, "What is known about revocations is too old to decide");

    private final String code;
    private final int status;
    private final String title;

    Refusal(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** The stable word, such as {@code out-of-scope}. */
    public String code() {
        return code;
    }

    /** The problem's {@code type}, a URN. */
    public String type() {
        return "urn:edgepass:problem:" + code;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** A sentence for people. */
    public String title() {
        return title;
    }
}
