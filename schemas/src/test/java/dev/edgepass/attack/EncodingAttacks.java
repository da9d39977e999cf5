package dev.edgepass.attack;

import dev.edgepass.decision.DecisionVector;
import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Second spellings of the same bytes (RFC 4648 sections 3.2, 3.3 and 3.5) and bytes that spell nothing (RFC 3629 section 10), all of them signed as they stand. */
final class EncodingAttacks {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final List<String> PARTS = List.of("header", "claims", "signature");
    private static final List<String> FOREIGN = List.of(
            "=",
            "==",
            "===",
            "A",
            "%3D",
            "%3d%3d",
            "%20",
            "%09",
            "%0A",
            "%0D%0A",
            "%00",
            "+",
            "~",
            "*",
            "!",
            ",",
            ":",
            "@",
            "%C3%A9",
            "%EF%BB%BF");
    private static final Map<String, String> NOT_UTF8 = Map.ofEntries(
            Map.entry("an overlong NUL", "c080"),
            Map.entry("an overlong slash", "c0af"),
            Map.entry("another overlong slash", "e080af"),
            Map.entry("a longer overlong slash", "f08080af"),
            Map.entry("a high surrogate", "eda080"),
            Map.entry("a low surrogate", "edbfbf"),
            Map.entry("a pair of surrogates", "eda0bdedb880"),
            Map.entry("a point past the last", "f4908080"),
            Map.entry("five bytes", "f888808080"),
            Map.entry("six bytes", "fc8480808080"),
            Map.entry("a lone continuation", "80"),
            Map.entry("two continuations", "8080"),
            Map.entry("a cut sequence of two", "c3"),
            Map.entry("a cut sequence of three", "e282"),
            Map.entry("a cut sequence of four", "f09f98"),
            Map.entry("FE", "fe"),
            Map.entry("FF", "ff"),
            Map.entry("UTF-16's mark", "fffe"),
            Map.entry("Latin-1", "e9"));

    private EncodingAttacks() {}

    static List<DecisionVector> of(TokenForge forge) {
        Catalogue all = new Catalogue("encoding");
        for (int part = 0; part < PARTS.size(); part++) {
            foreign(all, forge, part);
            unusedBits(all, forge, part);
        }
        NOT_UTF8.forEach((name, hex) -> {
            byte[] bytes = HexFormat.of().parseHex(hex);
            String claims = Base64Url.encode(with(forge.claimsAnd(",\"x\":\"#\""), bytes));
            String named = Base64Url.encode(with(forge.claimsAnd(",\"#\":1"), bytes));
            String header = Base64Url.encode(with(forge.headerAnd(",\"x\":\"#\""), bytes));
            all.malformed(name + " in a claim", forge.signed(TokenForge.encode(forge.header()) + "." + claims));
            all.malformed(name + " in a claim's name", forge.signed(TokenForge.encode(forge.header()) + "." + named));
            all.malformed(name + " in the header", forge.signed(header + "." + TokenForge.encode(forge.claims())));
        });
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            String claims = Base64Url.encode(forge.claims().getBytes(charset));
            all.malformed("claims in " + charset, forge.signed(TokenForge.encode(forge.header()) + "." + claims));
        }
        all.malformed("a byte order mark before the claims", forge.withClaims("\ufeff" + forge.claims()));
        all.malformed("a byte order mark before the header", forge.withHeader("\ufeff" + forge.header()));
        all.malformed("a byte order mark after the claims", forge.withClaims(forge.claims() + "\ufeff"));
        all.granted("a byte order mark inside a claim", forge.withClaims(forge.claimsAnd(",\"x\":\"\ufeff\"")));
        all.granted(
                "every length of sequence",
                forge.withClaims(forge.claimsAnd(",\"x\":\"a\u00e9\u20ac\ud83d\ude00\uffff\"")));
        return all.vectors();
    }

    /** Characters outside the alphabet around and inside each part, and its two characters of plain base64. */
    private static void foreign(Catalogue all, TokenForge forge, int part) {
        String name = PARTS.get(part);
        String[] good = forge.good().split("\\.");
        for (String character : FOREIGN) {
            all.malformed(name + ", then " + character, resigned(forge, part, good[part] + character));
            if (!character.equals("A")) {
                all.malformed(name + " after " + character, resigned(forge, part, character + good[part]));
                String inside = good[part].substring(0, 8) + character + good[part].substring(8);
                all.malformed(name + " around " + character, resigned(forge, part, inside));
            }
        }
        String percent = String.format("%%%02X", (int) good[part].charAt(0));
        all.malformed(
                name + ", its first character percent-encoded",
                resigned(forge, part, percent + good[part].substring(1)));
        if (part < 2) {
            // Whatever their place, runs of these two have sextets of 62 and 63.
            String json = part == 0 ? forge.headerAnd(",\"x\":\">>>>????\"") : forge.claimsAnd(",\"x\":\">>>>????\"");
            String text = TokenForge.encode(json);
            all.granted(name + " with both special characters", resigned(forge, part, text));
            all.malformed(name + " with a plus", resigned(forge, part, text.replace('-', '+')));
            all.malformed(name + " with an encoded plus", resigned(forge, part, text.replace("-", "%2B")));
            all.malformed(name + " with an encoded slash", resigned(forge, part, text.replace("_", "%2F")));
        }
    }

    /** All values but zero of the bits that count for nothing: two where a third of a group is missing, four where two thirds are. */
    private static void unusedBits(Catalogue all, TokenForge forge, int part) {
        if (part == 2) {
            String good = forge.good();
            setUnused(all, PARTS.get(part), good.substring(good.lastIndexOf('.') + 1), 16, forge, part);
            return;
        }
        String json = part == 0 ? forge.header() : forge.claims();
        for (int spaces = 0; spaces < 3; spaces++) {
            String text = TokenForge.encode(json + " ".repeat(spaces));
            int values = text.length() % 4 == 2 ? 16 : text.length() % 4 == 3 ? 4 : 1;
            all.granted(PARTS.get(part) + " and " + spaces + " spaces", resigned(forge, part, text));
            setUnused(all, PARTS.get(part), text, values, forge, part);
        }
    }

    private static void setUnused(Catalogue all, String name, String text, int values, TokenForge forge, int part) {
        int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
        for (int unused = 1; unused < values; unused++) {
            String other = text.substring(0, text.length() - 1) + ALPHABET.charAt(last | unused);
            all.malformed(
                    name + ", " + unused + " in the " + (values == 16 ? "four" : "two") + " unused bits",
                    resigned(forge, part, other));
        }
    }

    /** A good token with one part replaced, and signed after that where it is a part that is signed. */
    private static String resigned(TokenForge forge, int part, String text) {
        String[] parts = forge.good().split("\\.");
        parts[part] = text;
        return part == 2 ? String.join(".", parts) : forge.signed(parts[0] + "." + parts[1]);
    }

    /** {@code json} in UTF-8 with {@code bytes} in the place of its {@code #}. */
    private static byte[] with(String json, byte[] bytes) {
        int mark = json.indexOf('#');
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Utf8.encode(json.substring(0, mark)));
        out.writeBytes(bytes);
        out.writeBytes(Utf8.encode(json.substring(mark + 1)));
        return out.toByteArray();
    }
}
