package dev.edgepass.jws;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * A JWS in compact serialization (RFC 7515 section 7.1) whose header passed our profile (docs/edge.md), and whose signature isn't verified yet.
 *
 * @param kid the key that it claims to be signed with (RFC 7515 section 4.1.4)
 * @param payload the payload's JSON
 * @param signingInput ASCII: what the signature covers
 * @param encodedSignature {@code r || s}, 64 bytes (RFC 7518 section 3.4), in base64url
 */
public record CompactJws(String kid, JsonObject payload, String signingInput, String encodedSignature) {
    /** Characters of base64url for 64 bytes. */
    private static final int SIGNATURE_LENGTH = 86;

    private static final String[] KEY_FROM_TOKEN = {"jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256"};

    /** The header that passed last: while a key is active, all tokens have the same. Immutable, so any thread may see any of them. */
    private static @Nullable Header lastHeader;

    private record Header(String encoded, String typ, String kid) {}

    /**
     * Reads {@code compact}.
     *
     * @param typ the only acceptable {@code typ} (RFC 8725 section 3.11)
     * @throws MalformedException where it isn't a compact JWS of the profile: {@code alg} ES256, that {@code typ}, a {@code kid}, no key of its own, no
     *     {@code crit}, no {@code b64}
     */
    public static CompactJws parse(String compact, String typ) {
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (first < 1 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
            throw new MalformedException("JWS: not three parts");
        }
        String kid = kid(compact.substring(0, first), typ);
        String signature = compact.substring(second + 1);
        if (signature.length() != SIGNATURE_LENGTH || !Base64Url.isCanonical(signature)) {
            throw new MalformedException("JWS: signature length (expected: 64 bytes)");
        }
        return new CompactJws(kid, json(compact, first + 1, second), compact.substring(0, second), signature);
    }

    /** {@code r || s}, 64 bytes. */
    public byte[] signature() {
        return Base64Url.decode(encodedSignature);
    }

    /** The key that a header of the profile names. */
    private static String kid(String encoded, String typ) {
        Header last = lastHeader;
        if (last != null && last.encoded.equals(encoded) && last.typ.equals(typ)) {
            return last.kid;
        }
        JsonObject header = json(encoded, 0, encoded.length());
        if (!"ES256".equals(header.string("alg"))) {
            throw new MalformedException("JWS: alg is refused (expected: ES256)");
        }
        if (!typ.equals(header.string("typ"))) {
            throw new MalformedException("JWS: typ is refused (expected: " + typ + ")");
        }
        for (String name : KEY_FROM_TOKEN) {
            if (header.has(name)) {
                throw new MalformedException("JWS: it brings a key of its own");
            }
        }
        if (header.has("crit") || header.has("b64")) {
            throw new MalformedException("JWS: it asks for extensions");
        }
        String kid = header.requireString("kid");
        lastHeader = new Header(encoded, typ, kid);
        return kid;
    }

    private static JsonObject json(String compact, int start, int end) {
        return JsonReader.readObject(Base64Url.decodeText(compact, start, end));
    }
}
