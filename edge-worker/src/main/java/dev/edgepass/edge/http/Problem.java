package dev.edgepass.edge.http;

import dev.edgepass.decision.Refusal;
import dev.edgepass.encoding.JsonWriter;

/**
 * An error as {@code application/problem+json} (RFC 9457). The text never has a token in it.
 *
 * @param code the stable word that ends {@code type}
 * @param detail what a person can do about it
 */
public record Problem(String code, int status, String title, String detail) {
    public static final String CONTENT_TYPE = "application/problem+json";

    public static final Problem NO_SUCH_ROUTE = new Problem(
            "not-found",
            404,
            "There is nothing here",
            "Media is at /view/{token}/{key} and /media/{key}, what this location knows at /.well-known/edgepass.");

    public static final Problem INTERNAL_ERROR = new Problem(
            "internal-error", 500, "The edge failed", "Try again; the Worker's log has the cause under this time.");

    public static final Problem URI_TOO_LONG = new Problem(
            "uri-too-long", 414, "The URL is too long", "A media URL has at most " + Route.MAX_URL + " characters.");

    public static final Problem DOWNLOAD_NOT_ALLOWED = new Problem(
            "download-not-allowed",
            403,
            "The token doesn't allow downloads",
            "View the object without ?download, or ask whoever gave you the link to allow downloads.");

    public static final Problem MEDIA_UNAVAILABLE = new Problem(
            "media-unavailable", 503, "The media store doesn't answer", "The token is good: try again in a second.");

    public static Problem of(Refusal refusal) {
        return new Problem(refusal.code(), refusal.status(), refusal.title(), detail(refusal));
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
        return new JsonWriter()
                .string("type", type())
                .string("title", title)
                .integer("status", status)
                .string("detail", detail)
                .toString();
    }

    private static String detail(Refusal refusal) {
        return switch (refusal) {
            case MALFORMED_KEY ->
                "Keys are UTF-8 in Unicode normalization form C, percent-encoded once, without empty, '.' or '..' segments.";
            case MALFORMED_TOKEN ->
                "Ask the issuer for a media token and put it whole into /view/{token}/{key}, or send it to /media/{key} as a bearer token; a login token doesn't work here.";
            case BAD_SIGNATURE ->
                "The token was changed or cut on its way, or another system signed it: ask the issuer for a new one.";
            case UNKNOWN_KEY ->
                "The signing key was withdrawn, or isn't published yet: ask the issuer for a new token, or try again in a few seconds.";
            case EXPIRED -> "Ask the issuer for a new token; the media URL stays the same but for the token.";
            case NOT_YET_VALID ->
                "The token's time of issue is ahead of this location's clock: check the issuer's clock.";
            case REVOKED ->
                "The token, its link, its user or this object was revoked: ask whoever gave you the link for a new one.";
            case BLOCKED ->
                "The link, the user or this object is suspended: ask whoever gave you the link to lift that.";
            case OUT_OF_SCOPE -> "Ask the issuer for a token whose paths include this key or a folder above it.";
            case ORIGIN_NOT_ALLOWED ->
                "The token may be used on certain sites only: open it there, or ask for a token that allows this one.";
            case NOT_FOUND ->
                "The token is good, but there is no object with this key: check its spelling, or upload it first.";
            case STALE_FEED ->
                "This location hasn't heard from the revocation feed lately and refuses rather than guesses: try again in a second.";
        };
    }
}
