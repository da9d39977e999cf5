package dev.edgepass.attack;

import dev.edgepass.decision.DecisionVector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON on which two readers may disagree (RFC 8725 section 2.4, RFC 8259 sections 4 and 9): duplicates, depth, and everything that isn't quite the grammar. */
final class JsonAttacks {
    /** Arrays inside the claims' object that are still read; the innermost is the eighth level. */
    private static final int ALLOWED_DEPTH = 7;

    private static final String MANY_DIGITS = "1".repeat(1_001);

    private JsonAttacks() {}

    static List<DecisionVector> of(TokenForge forge) {
        Catalogue all = new Catalogue("JSON");
        for (String name : forge.claimNames()) {
            duplicates(name, forge.claim(name), forge.claims())
                    .forEach((what, json) -> all.malformed("claim " + name + what, forge.withClaims(json)));
        }
        for (String name : forge.headerNames()) {
            String value = "\"none\"";
            duplicates(name, value, forge.header())
                    .forEach((what, json) -> all.malformed("header " + name + what, forge.withHeader(json)));
        }
        all.malformed(
                "a duplicate deep inside", forge.withClaims(forge.claimsAnd(",\"x\":[{\"y\":{\"a\":1,\"a\":1}}]")));
        all.granted(
                "the same name on two levels",
                forge.withClaims(forge.claimsAnd(",\"x\":{\"exp\":1,\"x\":[{\"exp\":2}]}")));
        depth(all, forge);
        broken(forge.claims()).forEach((what, json) -> all.malformed("claims: " + what, forge.withClaims(json)));
        broken(forge.header()).forEach((what, json) -> all.malformed("header: " + what, forge.withHeader(json)));
        for (String space : List.of(" ", "\t", "\n", "\r", "\r\n \t")) {
            String spaced = forge.claims().replace(",", space + "," + space);
            all.granted("spaced with " + TokenForge.encode(space), forge.withClaims(space + spaced + space));
        }
        for (String space : List.of("\f", "\u000b", "\u00a0", "\u2028", "\u3000", "\u0000", "\u0085", "\b")) {
            all.malformed(
                    "spaced with " + TokenForge.encode(space),
                    forge.withClaims(forge.claims().replace("{", "{" + space)));
        }
        for (String escape : List.of(
                "\\x41",
                "\\u12",
                "\\u004\u0131",
                "\\u{41}",
                "\\U0041",
                "\\'",
                "\\0",
                "\\a",
                "\\ud800",
                "\\udc00\\ud800",
                "\\ud800\\u0041",
                "\\",
                "\t",
                "\n",
                "\u0000",
                "\u001f")) {
            all.malformed(
                    "in a string: " + TokenForge.encode(escape),
                    forge.withClaims(forge.claimsAnd(",\"x\":\"" + escape + "\"")));
        }
        all.granted(
                "every escape",
                forge.withClaims(forge.claimsAnd(",\"x\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00\\u0000\"")));
        // A library's limits aren't the grammar's: what bounds a token is its length.
        for (String number : List.of(MANY_DIGITS, "-" + MANY_DIGITS, "1." + MANY_DIGITS, "1e" + MANY_DIGITS)) {
            all.granted(
                    "a number of 1,001 digits: " + number.substring(0, 2) + "...",
                    forge.withClaims(forge.claimsAnd(",\"x\":" + number)));
        }
        all.granted(
                "a name of 1,001 characters",
                forge.withClaims(forge.claimsAnd(",\"" + "x".repeat(MANY_DIGITS.length()) + "\":1")));
        return all.vectors();
    }

    private static Map<String, String> duplicates(String name, String value, String object) {
        String rest = object.substring(1);
        String open = object.substring(0, object.length() - 1);
        String escaped = String.format("\\u%04X", (int) name.charAt(0)) + name.substring(1);
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put(" first once more", "{\"" + name + "\":" + value + "," + rest);
        tokens.put(" last once more", open + ",\"" + name + "\":" + value + "}");
        tokens.put(" last once more, escaped", open + ",\"" + escaped + "\":" + value + "}");
        tokens.put(" once more as a list", open + ",\"" + name + "\":[]}");
        return tokens;
    }

    private static void depth(Catalogue all, TokenForge forge) {
        String tooDeep = ",\"x\":" + "[".repeat(ALLOWED_DEPTH) + "1" + "]".repeat(ALLOWED_DEPTH);
        all.malformed("a number on the ninth level", forge.withClaims(forge.claimsAnd(tooDeep)));
        all.malformed("a number on the ninth level of the header", forge.withHeader(forge.headerAnd(tooDeep)));
        for (int n : new int[] {ALLOWED_DEPTH - 1, ALLOWED_DEPTH, ALLOWED_DEPTH + 1, 16, 100, 500}) {
            String arrays = ",\"x\":" + "[".repeat(n) + "]".repeat(n);
            int objects = Math.min(n, 100);
            String nested = ",\"x\":" + "{\"x\":".repeat(objects - 1) + "{}" + "}".repeat(objects - 1);
            if (n > ALLOWED_DEPTH) {
                all.malformed(n + " arrays deep", forge.withClaims(forge.claimsAnd(arrays)));
                all.malformed(n + " arrays that don't end", forge.withClaims(forge.claims() + "[".repeat(n)));
                all.malformed(n + " arrays deep in the header", forge.withHeader(forge.headerAnd(arrays)));
                all.malformed(objects + " objects deep, of " + n, forge.withClaims(forge.claimsAnd(nested)));
            } else {
                all.granted(n + " arrays deep", forge.withClaims(forge.claimsAnd(arrays)));
                all.granted(n + " arrays deep in the header", forge.withHeader(forge.headerAnd(arrays)));
                all.granted(objects + " objects deep", forge.withClaims(forge.claimsAnd(nested)));
            }
        }
    }

    private static Map<String, String> broken(String object) {
        String open = object.substring(0, object.length() - 1);
        Map<String, String> json = new LinkedHashMap<>();
        json.put("empty", "");
        json.put("a space", " ");
        json.put("an empty object", "{}");
        json.put("an object's beginning", "{");
        json.put("an object's end", "}");
        json.put("null", "null");
        json.put("true", "true");
        json.put("a number", "1");
        json.put("a string", "\"{}\"");
        json.put("an empty list", "[]");
        json.put("in a list", "[" + object + "]");
        json.put("twice", object + object);
        json.put("then a list", object + "[]");
        json.put("then a comma", object + ",");
        json.put("then a NUL", object + "\u0000");
        json.put("then an end", object + "}");
        json.put("without its end", open);
        json.put("a comma too many", open + ",}");
        json.put("a comma in front", "{," + object.substring(1));
        json.put("two commas", object.replaceFirst(",", ",,"));
        json.put("no comma", object.replaceFirst(",", " "));
        json.put("no colon", object.replaceFirst(":", " "));
        json.put("equals signs", object.replace(":", "="));
        json.put("single quotes", object.replace('"', '\''));
        json.put("no quotes", object.replaceFirst("\"(\\w+)\":", "$1:"));
        json.put("a comment", "/**/" + object);
        json.put("a comment inside", "{/**/" + object.substring(1));
        json.put("a line comment", "//\n" + object);
        json.put("a hash comment", "#\n" + object);
        json.put("an anti-hijacking prefix", ")]}'\n" + object);
        json.put("a number as a name", open + ",1:1}");
        json.put("a name alone", open + ",\"x\"}");
        json.put("a value alone", open + ",:1}");
        json.put("a string that doesn't end", open + ",\"x\":\"}");
        json.put("an array that ends as an object", open + ",\"x\":[1}}");
        json.put("a cut literal", open + ",\"x\":tru}");
        json.put("a capital literal", open + ",\"x\":True}");
        json.put("a longer literal", open + ",\"x\":truex}");
        return json;
    }
}
