package dev.edgepass.attack;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.Utf8;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Tokens that nobody thought of: random edits of a good one, or of its JSON before it is signed. What they deserve only a decision can say. */
final class SeededMutations {
    private static final String TEXT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_..=~+";
    private static final String JSON = "{}[]\",:\\0123456789-+.eEtrufalsn \n\tu\u0000\u007f\u00e9\u00ff\u0080";
    private static final int EDITS = 3;

    private final TokenForge forge;
    private final Random random;

    SeededMutations(TokenForge forge, long seed) {
        this.forge = forge;
        this.random = new Random(seed);
    }

    /** Changed after it was signed. */
    Map<String, String> ofText(int count) {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String good = forge.good();
            String changed = Utf8.decode(edited(Utf8.encode(good), TEXT));
            if (!changed.equals(good)) {
                tokens.put("edited text " + i, changed);
            }
        }
        return tokens;
    }

    /** Changed and then signed, so that the readers of bytes and JSON are all that stands between it and a decision. */
    Map<String, String> ofClaims(int count) {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String claims = Base64Url.encode(
                    edited(Utf8.encode(forge.claimsAnd(",\"x\":[1.5e3,{\"y\":\"\\u00e9\u20ac\"}]")), JSON));
            tokens.put("edited claims " + i, forge.signed(TokenForge.encode(forge.header()) + "." + claims));
        }
        return tokens;
    }

    Map<String, String> ofHeader(int count) {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String header = Base64Url.encode(edited(Utf8.encode(forge.header()), JSON));
            tokens.put("edited header " + i, forge.signed(header + "." + TokenForge.encode(forge.claims())));
        }
        return tokens;
    }

    private byte[] edited(byte[] text, String alphabet) {
        byte[] edited = text;
        for (int edits = 1 + random.nextInt(EDITS); edits > 0; edits--) {
            edited = edit(edited, (byte) alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return edited;
    }

    private byte[] edit(byte[] text, byte other) {
        int at = random.nextInt(text.length);
        int end = Math.min(text.length, at + 1 + random.nextInt(8));
        byte[] changed = text.clone();
        switch (random.nextInt(6)) {
            case 0 -> changed[at] = other;
            case 1 -> changed = spliced(text, at, at, new byte[] {other});
            case 2 -> changed = spliced(text, at, at + 1, new byte[0]);
            case 3 -> changed = spliced(text, end, end, Arrays.copyOfRange(text, at, end));
            case 4 -> changed = spliced(text, at, end, new byte[0]);
            default -> {
                changed[at] = text[text.length - 1 - at];
                changed[text.length - 1 - at] = text[at];
            }
        }
        return changed.length == 0 ? text : changed;
    }

    private static byte[] spliced(byte[] text, int start, int end, byte[] between) {
        byte[] spliced = new byte[start + between.length + text.length - end];
        System.arraycopy(text, 0, spliced, 0, start);
        System.arraycopy(between, 0, spliced, start, between.length);
        System.arraycopy(text, end, spliced, start + between.length, text.length - end);
        return spliced;
    }
}
