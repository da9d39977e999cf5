package dev.edgepass.edge.http;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.decision.RefusedException.Concern;
import dev.edgepass.encoding.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * An error as {@code application/problem+json} (RFC 9457). The text never has a token in it.
 *
 * @param code the stable word that ends {@code type}
 * @param detail what a person can do about it
 * @param concerns {@code token} or {@code object} where a revocation refuses: the latter leaves the token's other objects as they are
 */
public record Problem(
        String code,
        int status,
        String title,
        String detail,
        @Nullable String concerns) {
    public static final String CONTENT_TYPE = "application/problem+json";

    public static final Problem NO_SUCH_ROUTE = new Problem(
            "not-found",
            404,
            "There is nothing here",
            "Media is at /view/{token}/{key} and /media/{key}, the state of this location at /.well-known/edgepass.");

    public static final Problem INTERNAL_ERROR = new Problem(
            "internal-error", 500, "The edge failed", "Try again; the Worker's log has the cause under this time.");

    public static final Problem URI_TOO_LONG = new Problem(
            "uri-too-long", 414, "The URL is too long", "A media URL has at most " + Route.MAX_URL + " characters.");

    public static final Problem DOWNLOAD_NOT_ALLOWED = new Problem(
            "download-not-allowed",
            403,
            "The token doesn't allow downloads",
            "View the object without ?download, or ask the sender of the link to allow downloads.");

    public static final Problem MEDIA_UNAVAILABLE = new Problem(
            "media-unavailable", 503, "The media store doesn't answer", "The token is good: try again in a second.");

    public static final Problem PRECONDITION_FAILED = new Problem(
            "precondition-failed",
            412,
            "The object isn't the one that the condition names",
            "It was replaced: ask for it anew, without If-Match and If-Unmodified-Since.");

    private Problem(String code, int status, String title, String detail) {
        this(code, status, title, detail, null);
    }

    public static Problem of(Refusal refusal) {
        return new Problem(refusal.code(), refusal.status(), refusal.title(), refusal.detail());
    }

    public static Problem of(RefusedException refused) {
        Refusal refusal = refused.refusal();
        return new Problem(
                refusal.code(), refusal.status(), refusal.title(), refusal.detail(), concerns(refused.concern()));
    }

    private static @Nullable String concerns(@Nullable Concern concern) {
        if (concern == null) {
            return null;
        }
        return concern == Concern.TOKEN ? "token" : "object";
    }

    public static Problem methodNotAllowed(String allow) {
        return new Problem("method-not-allowed", 405, "This method isn't served here", "Use one of: " + allow + ".");
    }

    public static Problem rangeNotSatisfiable(long size) {
        return new Problem(
                "range-not-satisfiable",
                416,
                "The range lies outside the object",
                "The object has " + size + " bytes: ask for a range that starts below.");
    }

    public String type() {
        return "urn:edgepass:problem:" + code;
    }

    public String toJson() {
        JsonWriter json = new JsonWriter()
                .string("type", type())
                .string("title", title)
                .integer("status", status)
                .string("detail", detail);
        return (concerns == null ? json : json.string("concerns", concerns)).toString();
    }
}
