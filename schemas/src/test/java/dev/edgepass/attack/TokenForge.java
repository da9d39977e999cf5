package dev.edgepass.attack;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.decision.DecisionVectors;
import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.Utf8;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes tokens that are good but for what an attack changes: header and claims are JSON text, and whoever the attack wants signs them. */
final class TokenForge {
    private final Map<String, String> header = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private final Map<ECKey, ECDSASigner> signers = new IdentityHashMap<>();
    private final DecisionVectors vectors;

    TokenForge(DecisionVectors vectors) {
        this.vectors = vectors;
        header.put("alg", "\"ES256\"");
        header.put("typ", "\"media+jwt\"");
        header.put("kid", "\"token-key\"");
        claims.put("iss", "\"edgepass\"");
        claims.put("aud", "\"edgepass-edge\"");
        claims.put("sub", "\"subject\"");
        claims.put("jti", "\"token\"");
        claims.put("iat", Long.toString(now() - 10));
        claims.put("exp", Long.toString(now() + 3600));
        claims.put("pos", "60");
        claims.put("lnk", "\"link\"");
        claims.put("tnt", "\"tenant\"");
        claims.put("pth", "[\"projects/42/\"]");
        claims.put("dl", "false");
        claims.put("org", "[]");
    }

    /** Seconds since the epoch. */
    long now() {
        return vectors.now() / 1000;
    }

    ECKey key() {
        return vectors.tokenKey();
    }

    ECKey strangersKey() {
        return vectors.otherKey();
    }

    ECKey feedKey() {
        return vectors.feedKey();
    }

    List<String> headerNames() {
        return List.copyOf(header.keySet());
    }

    List<String> claimNames() {
        return List.copyOf(claims.keySet());
    }

    String claim(String name) {
        return claims.get(name);
    }

    String header() {
        return json(header);
    }

    /** The usual header with one member of another value, which is JSON; null takes the member out. */
    String header(String name, String value) {
        return json(changed(header, name, value));
    }

    String claims() {
        return json(claims);
    }

    /** The usual claims with one of another value, which is JSON; null takes the claim out. */
    String claims(String name, String value) {
        return json(changed(claims, name, value));
    }

    /** The usual claims with {@code text} after the last of them. */
    String claimsAnd(String text) {
        return append(claims(), text);
    }

    String headerAnd(String text) {
        return append(header(), text);
    }

    String good() {
        return token(header(), claims());
    }

    /** Of the usual header. */
    String withClaims(String json) {
        return token(header(), json);
    }

    /** Of the usual claims. */
    String withHeader(String json) {
        return token(json, claims());
    }

    String token(String headerJson, String claimsJson) {
        return token(headerJson, claimsJson, key());
    }

    String token(String headerJson, String claimsJson, ECKey signer) {
        return signed(encode(headerJson) + "." + encode(claimsJson), signer);
    }

    /** {@code signingInput} with its good signature, whatever it is. */
    String signed(String signingInput) {
        return signed(signingInput, key());
    }

    String signed(String signingInput, ECKey signer) {
        return signingInput + "." + Base64Url.encode(signature(signingInput, signer));
    }

    /** Header and claims of a good token, encoded. */
    String signingInput() {
        return encode(header()) + "." + encode(claims());
    }

    byte[] signature(String signingInput) {
        return signature(signingInput, key());
    }

    /** One signer a key: making one costs as much as the signature. */
    private byte[] signature(String signingInput, ECKey key) {
        try {
            ECDSASigner signer = signers.get(key);
            if (signer == null) {
                signer = new ECDSASigner(key);
                signers.put(key, signer);
            }
            return signer.sign(new JWSHeader(JWSAlgorithm.ES256), Utf8.encode(signingInput))
                    .decode();
        } catch (JOSEException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    static String encode(String text) {
        return Base64Url.encode(Utf8.encode(text));
    }

    private static String append(String object, String text) {
        return object.substring(0, object.length() - 1) + text + "}";
    }

    private static Map<String, String> changed(Map<String, String> members, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(members);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }

    private static String json(Map<String, String> members) {
        List<String> json = new ArrayList<>();
        members.forEach((name, value) -> json.add("\"" + name + "\":" + value));
        return "{" + String.join(",", json) + "}";
    }
}
