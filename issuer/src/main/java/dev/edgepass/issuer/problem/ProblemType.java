package dev.edgepass.issuer.problem;

import dev.edgepass.decision.Refusal;

/** The problems that the issuer answers with, besides those of {@link Refusal}. The codes are on the wire and stable; {@code docs} may rely on them. */
public enum ProblemType {
    INVALID_REQUEST("invalid-request", 400, "The request isn't valid"),
    TOKEN_TOO_LONG("token-too-long", 400, "The token would be too long for a URL"),
    UNAUTHENTICATED("unauthenticated", 401, "A valid login is needed"),
    FORBIDDEN("forbidden", 403, "This login may not do that"),
    PATH_NOT_ALLOWED("path-not-allowed", 403, "This login may not see that path"),
    BLOCKED("blocked", 403, "Access is blocked until the block is lifted"),
    PASSWORD_REQUIRED("password-required", 403, "The share link needs a password"),
    LINK_OR_PASSWORD_WRONG("link-or-password-wrong", 403, "The share link or its password is wrong"),
    UPLOAD_LINK("upload-link", 403, "The share link takes files and opens none"),
    UPLOAD_LIMIT("upload-limit", 403, "The upload link has no room for that"),
    SESSION_EXPIRED("session-expired", 403, "The session of an upload link has ended"),
    VIEWER_LIMIT_REACHED("viewer-limit-reached", 403, "All seats of the share link are taken"),
    LINK_NOT_ACTIVE("link-not-active", 403, "The share link isn't active yet"),
    NOT_FOUND("not-found", 404, "There is nothing here"),
    LINK_NOT_FOUND("link-not-found", 404, "There is no such share link"),
    VIEWER_NOT_FOUND("viewer-not-found", 404, "The share link has no such viewer"),
    UPLOAD_NOT_FOUND("upload-not-found", 404, "The upload link has no such file"),
    REVOCATION_NOT_FOUND("revocation-not-found", 404, "There is no such revocation"),
    KEY_NOT_FOUND("key-not-found", 404, "There is no such signing key"),
    BEFORE_THE_LOG("before-the-log", 404, "The log began later"),
    NOT_ISSUED_HERE("not-issued-here", 404, "The log has no such token"),
    NOT_ARCHIVED_YET("not-archived-yet", 404, "The archive doesn't have the event yet"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method isn't offered here"),
    NOT_ACCEPTABLE("not-acceptable", 406, "The answer has no form that the client accepts"),
    REQUEST_TIMEOUT("request-timeout", 408, "The request took too long to arrive"),
    REVOCATION_OVERLAPS("revocation-overlaps", 409, "Another revocation, suspension or edit holds the same target"),
    REQUEST_RUNNING("request-running", 409, "The first request with this key is still running"),
    SUPERSEDED("superseded", 409, "The decision came too late to have an effect"),
    LINK_NOT_SUSPENDED("link-not-suspended", 409, "The share link isn't suspended"),
    WORDS_IN_LOG("words-in-log", 409, "The share link's words can't be erased"),
    UPLOAD_INCOMPLETE("upload-incomplete", 409, "The file isn't there as a whole yet"),
    TOO_MANY_ENTRIES("too-many-entries", 409, "The edge's feed has no room for more entries"),
    TOO_MANY_LINKS("too-many-links", 409, "The login has too many open share links"),
    KEY_NOT_PUBLISHED("key-not-published", 409, "The edge hasn't known the signing key for long enough"),
    NO_NEXT_KEY("no-next-key", 409, "There is no signing key to change to"),
    LINK_CLOSED("link-closed", 410, "The share link was closed"),
    LINK_EXPIRED("link-expired", 410, "The share link has expired"),
    PRECONDITION_FAILED("precondition-failed", 412, "The resource has changed meanwhile"),
    TOO_LARGE("too-large", 413, "The request's body is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The media type of the body isn't accepted"),
    KEY_REUSED("idempotency-key-reused", 422, "The Idempotency-Key was used for another request"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
    TOO_MANY_ATTEMPTS("too-many-attempts", 429, "Too many passwords were tried"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "The request's headers are too large"),
    INTERNAL_ERROR("internal-error", 500, "The issuer failed"),
    READ_MODEL_UNAVAILABLE("read-model-unavailable", 503, "The read model isn't available at the moment"),
    IDENTITY_UNAVAILABLE("identity-unavailable", 503, "Logins can't be checked at the moment"),
    POLICY_UNAVAILABLE("policy-unavailable", 503, "The app's backend doesn't say who may see which paths"),
    LOG_UNAVAILABLE("log-unavailable", 503, "The log can't be written at the moment"),
    PASSWORDS_BUSY("passwords-busy", 503, "Too many passwords are being checked at once"),
    STORAGE_UNAVAILABLE("storage-unavailable", 503, "The object store doesn't answer"),
    AUDIT_UNAVAILABLE("audit-unavailable", 503, "The audit can't be asked at the moment"),
    AUDIT_NOT_CONFIGURED("audit-not-configured", 503, "This system has no audit"),
    UPLOADS_NOT_CONFIGURED("uploads-not-configured", 503, "This system has no upload links"),
    NOT_INDEXED_YET("not-indexed-yet", 503, "The audit's index isn't that far yet"),
    OVERLOADED("overloaded", 503, "Too many calls at once"),
    SIGNING_KEY_UNAVAILABLE("signing-key-unavailable", 503, "This issuer doesn't hold the signing key in use"),
    SIGNING_KEY_WITHDRAWN("signing-key-withdrawn", 503, "The signing key in use was withdrawn");

    /** Seconds that a caller is told to wait where a part is away: recovery takes one or two once it is back. */
    private static final int RETRY_AFTER = 2;

    private final String code;
    private final int status;
    private final String title;

    ProblemType(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    public String code() {
        return code;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** @param detail what a person can do about it; no token, no secret */
    public Problem detail(String detail) {
        return new Problem(code, status, title, detail, null, status == 503 ? RETRY_AFTER : null);
    }

    /** As {@link #detail}, to be thrown. */
    public ProblemException because(String detail) {
        return new ProblemException(detail(detail));
    }

    /**
     * As {@link #detail(String)}, for what a caller may do again later.
     *
     * @param retryAfter seconds
     */
    public Problem detail(String detail, int retryAfter) {
        return new Problem(code, status, title, detail, null, retryAfter);
    }

    /** As {@link #detail(String, int)}, to be thrown. */
    public ProblemException because(String detail, int retryAfter) {
        return new ProblemException(detail(detail, retryAfter));
    }

    /** An {@code invalid-request} about one member of the body, such as {@code target.kind}, or a parameter. */
    public static ProblemException invalid(String field, String detail) {
        ProblemType type = INVALID_REQUEST;
        return new ProblemException(
                new Problem(type.code, type.status, type.title, field + ": " + detail, field, null));
    }

    /** As {@link #because(String)}, about one member of the body. */
    public ProblemException about(String field, String detail) {
        return new ProblemException(new Problem(code, status, title, field + ": " + detail, field, null));
    }

    /** The edge's own words, where the issuer refuses for the edge's reasons. */
    public static ProblemException refused(Refusal refusal, String detail) {
        return new ProblemException(new Problem(refusal.code(), refusal.status(), refusal.title(), detail, null, null));
    }
}
