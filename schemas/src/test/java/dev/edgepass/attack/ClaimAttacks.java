package dev.edgepass.attack;

import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.Refusal;
import java.util.List;
import java.util.Set;

/** Claims of another type or size: numbers as strings, NaN and huge numbers, lists for strings, nothing at all (RFC 7519 section 4.1, RFC 8259 section 6). */
final class ClaimAttacks {
    private static final List<String> NO_JSON = List.of(
            "NaN",
            "nan",
            "Infinity",
            "-Infinity",
            "INF",
            "undefined",
            "0x10",
            "0b1",
            "0o7",
            "1_000",
            "1,000",
            "01",
            "-01",
            "00",
            "+1",
            ".5",
            "1.",
            "-.5",
            "1e",
            "1e+",
            "1.e1",
            "--1",
            "-",
            "- 1",
            "1n",
            "1L",
            "1f",
            "\u0661",
            "\uff11",
            "None",
            "null");
    private static final List<String> NO_INTEGERS = List.of(
            "1.0",
            "0.0",
            "1.5",
            "-1.5",
            "1e3",
            "1E3",
            "1e+3",
            "1e-3",
            "1e400",
            "-1e400",
            "1e99999999999999999999",
            "1000000000000000",
            "9999999999999999",
            "-1000000000000000",
            "9007199254740993",
            "9223372036854775808",
            "-9223372036854775809",
            "18446744073709551616",
            "4294967296.0");
    private static final List<String> STRINGS = List.of(
            "\"\"",
            "\"0\"",
            "\"1\"",
            "\"4102444800\"",
            "\"1e9\"",
            "\"true\"",
            "\"null\"",
            "\"NaN\"",
            "\"[]\"",
            "\"projects/42/\"");
    private static final List<String> OTHERS = List.of("{}", "{\"a\":1}", "[1]", "[null]", "[[]]", "[\"a\",1]", "[{}]");
    private static final Set<String> INTEGER_CLAIMS = Set.of("iat", "exp", "pos");
    private static final Set<String> LIST_CLAIMS = Set.of("pth", "org");
    private static final Set<String> OPTIONAL = Set.of("lnk", "tnt", "pth", "dl", "org");

    private ClaimAttacks() {}

    static List<DecisionVector> of(TokenForge forge) {
        Catalogue all = new Catalogue("claim");
        for (String name : forge.claimNames()) {
            NO_JSON.forEach(value -> wrong(all, forge, name, value));
            NO_INTEGERS.forEach(value -> wrong(all, forge, name, value));
            OTHERS.forEach(value -> wrong(all, forge, name, value));
            if (INTEGER_CLAIMS.contains(name) || LIST_CLAIMS.contains(name) || name.equals("dl")) {
                STRINGS.forEach(value -> wrong(all, forge, name, value));
            } else {
                wrong(all, forge, name, "[]");
            }
            if (!name.equals("dl")) {
                wrong(all, forge, name, "true");
                wrong(all, forge, name, "false");
            }
            if (!INTEGER_CLAIMS.contains(name)) {
                wrong(all, forge, name, "0");
                wrong(all, forge, name, "-1");
            }
            if (!OPTIONAL.contains(name)) {
                all.malformed(name + " missing", forge.withClaims(forge.claims(name, null)));
                all.malformed(
                        name + " in capitals",
                        forge.withClaims(
                                forge.claims().replace('"' + name, '"' + name.toUpperCase(java.util.Locale.ROOT))));
            }
        }
        for (String value : NO_JSON) {
            all.malformed("an unknown one that is " + value, forge.withClaims(forge.claimsAnd(",\"x\":" + value)));
        }
        for (String value : NO_INTEGERS) {
            all.granted("an unknown one that is " + value, forge.withClaims(forge.claimsAnd(",\"x\":" + value)));
        }
        limits(all, forge);
        names(all, forge);
        return all.vectors();
    }

    private static void wrong(Catalogue all, TokenForge forge, String name, String value) {
        all.malformed(name + " " + value, forge.withClaims(forge.claims(name, value)));
    }

    private static void limits(Catalogue all, TokenForge forge) {
        String huge = "999999999999999";
        all.malformed("exp in 30 million years", forge.withClaims(forge.claims("exp", huge)));
        all.malformed("iat before everything", forge.withClaims(forge.claims("iat", "-" + huge)));
        all.malformed("exp before everything", forge.withClaims(forge.claims("exp", "-" + huge)));
        all.malformed("exp at iat", forge.withClaims(forge.claims("exp", forge.claim("iat"))));
        all.malformed("exp in milliseconds", forge.withClaims(forge.claims("exp", forge.claim("exp") + "000")));
        all.malformed("a second too long", times(forge, forge.now() - 10, forge.now() + 86_391));
        all.granted("as long as allowed", times(forge, forge.now() - 10, forge.now() + 86_390));
        all.add(
                "both in 30 million years",
                times(forge, 999_999_999_999_000L, 999_999_999_999_999L),
                Refusal.NOT_YET_VALID);
        all.add("both before 1970", times(forge, -2, -1), Refusal.EXPIRED);
        all.add("both long before 1970", times(forge, -999_999_999_999_999L, -999_999_999_999_000L), Refusal.EXPIRED);
        all.add("both at the epoch", times(forge, 0, 1), Refusal.EXPIRED);
        all.add("an hour ahead", times(forge, forge.now() + 3600, forge.now() + 7200), Refusal.NOT_YET_VALID);
        all.granted("pos " + huge, forge.withClaims(forge.claims("pos", huge)));
        all.add("pos 0", forge.withClaims(forge.claims("pos", "0")), Refusal.REVOKED);
        all.add("pos -0", forge.withClaims(forge.claims("pos", "-0")), Refusal.REVOKED);
        all.malformed("pos -1", forge.withClaims(forge.claims("pos", "-1")));
        all.malformed("pos -" + huge, forge.withClaims(forge.claims("pos", "-" + huge)));
        for (String nbf : List.of("0", huge, "\"0\"", "[]")) {
            all.malformed("nbf " + nbf, forge.withClaims(forge.claimsAnd(",\"nbf\":" + nbf)));
        }
    }

    private static void names(Catalogue all, TokenForge forge) {
        for (String name : List.of(
                "__proto__",
                "constructor",
                "prototype",
                "hasOwnProperty",
                "toString",
                "valueOf",
                "",
                "\\u0000",
                " exp",
                "exp ",
                "EXP",
                "\\uff45xp")) {
            all.granted(
                    "one called \"" + name + "\"",
                    forge.withClaims(forge.claimsAnd(",\"" + name + "\":{\"dl\":true}")));
        }
        for (String value : List.of("__proto__", "", "\\u0000", "\\ud83d\\ude00", "../..", "' OR 1=1 --")) {
            all.granted("sub \"" + value + "\"", forge.withClaims(forge.claims("sub", '"' + value + '"')));
            all.malformed("iss \"" + value + "\"", forge.withClaims(forge.claims("iss", '"' + value + '"')));
            all.malformed("aud \"" + value + "\"", forge.withClaims(forge.claims("aud", '"' + value + '"')));
        }
        for (String scope : List.of(
                "",
                "/",
                "*",
                "**",
                ".",
                "./",
                "..",
                "../",
                "/projects/42/",
                "projects/42",
                "projects/42/*",
                "projects//42/",
                "Projects/42/",
                "projects/42/a",
                "projects/%34%32/",
                "projects\\\\42\\\\")) {
            all.add(
                    "pth [\"" + scope + "\"]",
                    forge.withClaims(forge.claims("pth", "[\"" + scope + "\"]")),
                    Refusal.OUT_OF_SCOPE);
        }
        for (String origin : List.of("", "null", "*", "https://", "https://*")) {
            all.add(
                    "org [\"" + origin + "\"]",
                    forge.withClaims(forge.claims("org", "[\"" + origin + "\"]")),
                    Refusal.ORIGIN_NOT_ALLOWED);
        }
    }

    private static String times(TokenForge forge, long iat, long exp) {
        String claims = forge.claims("iat", Long.toString(iat));
        return forge.withClaims(claims.replace("\"exp\":" + forge.claim("exp"), "\"exp\":" + exp));
    }
}
