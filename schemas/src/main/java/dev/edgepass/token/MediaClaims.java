package dev.edgepass.token;

import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonWriter;
import dev.edgepass.encoding.MalformedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a media token (RFC 7519; docs/edge.md). Times are seconds since the epoch.
 *
 * @param issuer {@code iss}
 * @param audience {@code aud}
 * @param subject {@code sub}: opaque, it stands in URLs
 * @param id {@code jti}
 * @param issuedAt {@code iat}
 * @param expiresAt {@code exp}
 * @param position {@code pos}: the control log position of the state on which the issuer decided (ADR 4)
 * @param link {@code lnk}: the id of the share link that it came from
 * @param tenant {@code tnt}
 * @param paths {@code pth}: what it opens, see {@link Scope}
 * @param downloadAllowed {@code dl}
 * @param origins {@code org}: origins (RFC 6454) that may embed; empty means any
 * @param uncounted {@code unc}: views aren't counted
 */
public record MediaClaims(
        String issuer,
        String audience,
        String subject,
        String id,
        long issuedAt,
        long expiresAt,
        long position,
        @Nullable String link,
        @Nullable String tenant,
        List<String> paths,
        boolean downloadAllowed,
        List<String> origins,
        boolean uncounted) {

    /** The header's {@code typ} (RFC 8725 section 3.11). */
    public static final String TYPE = "media+jwt";

    /** The longest token in characters; a longer one wants a folder scope instead of many keys. */
    public static final int MAX_LENGTH = 2048;

    /**
     * Reads a payload.
     *
     * @throws MalformedException where a required claim is missing or any has the wrong type
     */
    public static MediaClaims of(JsonObject payload) {
        MediaClaims claims = new MediaClaims(
                payload.requireString("iss"),
                payload.requireString("aud"),
                payload.requireString("sub"),
                payload.requireString("jti"),
                payload.requireInteger("iat"),
                payload.requireInteger("exp"),
                payload.requireInteger("pos"),
                payload.string("lnk"),
                payload.string("tnt"),
                payload.strings("pth"),
                Boolean.TRUE.equals(payload.bool("dl")),
                payload.strings("org"),
                Boolean.TRUE.equals(payload.bool("unc")));
        if (claims.position < 0) {
            throw new MalformedException("pos: negative (expected: >= 0)");
        }
        if (payload.has("nbf")) {
            throw new MalformedException("nbf: not in our profile");
        }
        return claims;
    }

    /** The payload as JSON, absent claims left out. */
    public String toJson() {
        JsonWriter json = new JsonWriter()
                .string("iss", issuer)
                .string("aud", audience)
                .string("sub", subject)
                .string("jti", id)
                .integer("iat", issuedAt)
                .integer("exp", expiresAt)
                .integer("pos", position);
        if (link != null) {
            json.string("lnk", link);
        }
        if (tenant != null) {
            json.string("tnt", tenant);
        }
        json.strings("pth", paths).bool("dl", downloadAllowed);
        if (!origins.isEmpty()) {
            json.strings("org", origins);
        }
        if (uncounted) {
            json.bool("unc", true);
        }
        return json.toString();
    }
}
