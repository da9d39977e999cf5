package dev.edgepass.attack;

import dev.edgepass.decision.DecisionVector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens cut, joined and put together from the parts of others (RFC 7515 section 5.2, RFC 7516 section 9). */
final class CompositionAttacks {
    private static final int MAX_LENGTH = 2048;

    private CompositionAttacks() {}

    static List<DecisionVector> of(TokenForge forge) {
        Catalogue all = new Catalogue("composition");
        String good = forge.good();
        for (int length = 1; length < good.length(); length += length < good.length() - 8 ? 5 : 1) {
            all.malformed("the first " + length + " characters", good.substring(0, length));
        }
        for (int start = 1; start < good.length(); start += 7) {
            all.malformed("without the first " + start + " characters", good.substring(start));
        }
        joined(forge, good).forEach(all::malformed);
        String[] parts = good.split("\\.");
        String[] others =
                forge.withClaims(forge.claims("pth", "[\"projects/42/b.jpg\"]")).split("\\.");
        all.badSignature("the claims of one, the signature of another", others[0] + "." + parts[1] + "." + others[2]);
        all.badSignature("the signature of one, the claims of another", parts[0] + "." + others[1] + "." + parts[2]);
        int spare = MAX_LENGTH - forge.withClaims(padded(forge, 0)).length();
        int letters = spare / 4 * 3;
        all.granted("nearly as long as allowed", forge.withClaims(padded(forge, letters)));
        all.malformed("longer than allowed", forge.withClaims(padded(forge, letters + 3)));
        all.malformed("twice as long as allowed", forge.withClaims(padded(forge, 2 * MAX_LENGTH)));
        return all.vectors();
    }

    private static String padded(TokenForge forge, int letters) {
        return forge.claimsAnd(",\"x\":\"" + "x".repeat(letters) + "\"");
    }

    private static Map<String, String> joined(TokenForge forge, String good) {
        String[] parts = good.split("\\.");
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("twice", good + good);
        tokens.put("twice with a dot", good + "." + good);
        tokens.put("twice with a comma", good + "," + good);
        tokens.put("twice with a space", good + "%20" + good);
        tokens.put("twice with a NUL", good + "%00" + good);
        tokens.put("a dot in front", "." + good);
        tokens.put("a dot behind", good + ".");
        tokens.put("dots alone", "......");
        tokens.put("empty parts with a signature", ".." + parts[2]);
        tokens.put("no header", "." + parts[1] + "." + parts[2]);
        tokens.put("no claims", parts[0] + ".." + parts[2]);
        tokens.put("header and claims exchanged", forge.signed(parts[1] + "." + parts[0]));
        tokens.put("the header twice", forge.signed(parts[0] + "." + parts[0]));
        tokens.put("the claims twice", forge.signed(parts[1] + "." + parts[1]));
        tokens.put("the signature in front", parts[2] + "." + parts[0] + "." + parts[1]);
        tokens.put("four parts", good + "." + parts[2]);
        tokens.put("five parts, as of a JWE", good + "." + parts[2] + "." + parts[2]);
        tokens.put(
                "a JWE's header",
                forge.withHeader("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"typ\":\"media+jwt\",\"kid\":\"token-key\"}")
                        + ".AA.AA");
        tokens.put("claims that are a token", forge.signed(parts[0] + "." + TokenForge.encode(good)));
        tokens.put(
                "claims that are a token's string", forge.signed(parts[0] + "." + TokenForge.encode('"' + good + '"')));
        tokens.put("claims encoded twice", forge.signed(parts[0] + "." + TokenForge.encode(parts[1])));
        tokens.put(
                "as JSON",
                "%7B%22payload%22:%22" + parts[1] + "%22,%22protected%22:%22" + parts[0] + "%22,%22signature%22:%22"
                        + parts[2] + "%22%7D");
        tokens.put("with a scheme", "Bearer%20" + good);
        tokens.put("in quotes", "%22" + good + "%22");
        tokens.put("in small letters", good.toLowerCase(java.util.Locale.ROOT));
        tokens.put("in capitals", good.toUpperCase(java.util.Locale.ROOT));
        tokens.put("with path parameters", good + ";v=1");
        return tokens;
    }
}
