package dev.edgepass.consumer.audit.question;

import org.jspecify.annotations.Nullable;

/** A question has no answer: a problem of RFC 9457 with a stable code. Without a stack trace, since who asks chooses how often. */
public final class NotAnswered extends RuntimeException {
    private final Code code;
    private final @Nullable String field;

    /** Why. */
    public enum Code {
        INVALID_REQUEST("invalid-request", 400),
        BEFORE_THE_LOG("before-the-log", 404),
        NOT_ISSUED_HERE("not-issued-here", 404),
        LINK_NOT_FOUND("link-not-found", 404),
        NOT_FOUND("not-found", 404),
        NOT_ARCHIVED_YET("not-archived-yet", 404),
        /** For the issuer, which asks the next instance. */
        NOT_THE_WRITER("not-the-writer", 421),
        NOT_INDEXED_YET("not-indexed-yet", 503),
        AUDIT_UNAVAILABLE("audit-unavailable", 503),
        AUDIT_NOT_CONFIGURED("audit-not-configured", 503);

        private final String word;
        private final int status;

        Code(String word, int status) {
            this.word = word;
            this.status = status;
        }

        public String word() {
            return word;
        }

        /** HTTP status. */
        public int status() {
            return status;
        }
    }

    public NotAnswered(Code code, String detail) {
        this(code, null, detail);
    }

    private NotAnswered(Code code, @Nullable String field, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.field = field;
    }

    /** A parameter isn't valid. */
    public static NotAnswered invalid(String field, String detail) {
        return new NotAnswered(Code.INVALID_REQUEST, field, field + ": " + detail);
    }

    public Code code() {
        return code;
    }

    /** The parameter; null where it is about none. */
    public @Nullable String field() {
        return field;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
