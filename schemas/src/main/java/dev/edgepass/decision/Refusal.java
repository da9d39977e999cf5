package dev.edgepass.decision;

/** Why a view is refused: an RFC 9457 problem whose {@code type} is {@link #type()} (docs/api.md). The names on the wire are stable. */
public enum Refusal {
    MALFORMED_KEY(
            "malformed-key",
            400,
            "The media key isn't in its canonical form",
            "Keys are UTF-8 in Unicode normalization form C, percent-encoded once, without empty, '.' or '..' segments."),
    MALFORMED_TOKEN(
            "malformed-token",
            401,
            "This isn't a media token",
            "Ask the issuer for a media token and put it whole into /view/{token}/{key}, or send it to /media/{key} as a bearer token; a login token doesn't work here."),
    BAD_SIGNATURE(
            "bad-signature",
            401,
            "The token's signature is wrong",
            "The token was changed or cut on its way, or another system signed it: ask the issuer for a new one."),
    UNKNOWN_KEY(
            "unknown-key",
            401,
            "The token's signing key isn't in use",
            "The signing key was withdrawn, or isn't published yet: ask the issuer for a new token, or try again in a few seconds."),
    EXPIRED(
            "expired",
            403,
            "The token has expired",
            "Ask the issuer for a new token; the rest of the media URL stays the same."),
    NOT_YET_VALID(
            "not-yet-valid",
            403,
            "The token isn't valid yet",
            "The token's time of issue is ahead of this location's clock: check the issuer's clock."),
    REVOKED(
            "revoked",
            403,
            "Access was revoked",
            "The token, its link, its user or this object was revoked: ask the sender of the link for a new one."),
    BLOCKED(
            "blocked",
            403,
            "Access is blocked until the block is lifted",
            "The link, the user or this object is blocked: ask the sender of the link to lift the block."),
    OUT_OF_SCOPE(
            "out-of-scope",
            403,
            "The token doesn't open this object",
            "Ask the issuer for a token whose paths include this key or a folder above it."),
    ORIGIN_NOT_ALLOWED(
            "origin-not-allowed",
            403,
            "This site may not embed the object",
            "The token may be used on certain sites only: open it there, or ask for a token that allows this one."),
    NOT_FOUND(
            "not-found",
            404,
            "There is no such object",
            "The token is good, but there is no object with this key: check its spelling, or upload it first."),
    STALE_FEED(
            "stale-feed",
            503,
            "The revocation feed is too old to decide",
            "This location has no recent state of the revocation feed, so it refuses: try again in a second.");

    private final String code;
    private final int status;
    private final String title;
    private final String detail;

    Refusal(String code, int status, String title, String detail) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.detail = detail;
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

    /** What the viewer can do about it. */
    public String detail() {
        return detail;
    }
}
