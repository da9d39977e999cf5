package dev.edgepass.attack;

import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.JvmDecision;
import dev.edgepass.decision.Refusal;
import dev.edgepass.encoding.Utf8;
import java.text.Normalizer;
import java.util.List;

/** Second names of an object: encodings, control characters, spellings that aren't NFC (RFC 3986 sections 2.1 and 6.2.2, UAX 15). A good token comes with each. */
final class KeyAttacks {
    private static final String FOLDER = "projects/42/";
    private static final List<String> MALFORMED = List.of(
            "a%2Fb",
            "a%2fb",
            "%2F",
            "%2fa",
            "..%2Fa",
            "%2e%2e%2fa",
            "a%5Cb",
            "a%5cb",
            "%5C..%5Ca",
            "a%00",
            "%00",
            "a%00.jpg",
            "a%01",
            "a%0A",
            "a%0D%0A",
            "a%1F",
            "a%7F",
            "a%C2%80",
            "a%C2%85",
            "a%C2%9F",
            "%",
            "a%",
            "a%2",
            "a%zz",
            "a%2z",
            "a%z2",
            "a%%",
            "a%%20",
            "%u0061",
            "a%-1",
            "a%+1",
            "a% 1",
            "%80",
            "%BF",
            "%C0%80",
            "%C0%AF",
            "%C1%BF",
            "%C3",
            "%C3a",
            "%E0%80%AF",
            "%E2%82",
            "%ED%A0%80",
            "%ED%BF%BF",
            "%ED%A0%BD%ED%B8%80",
            "%F0%80%80%AF",
            "%F0%9F%98",
            "%F4%90%80%80",
            "%F5%80%80%80",
            "%F8%88%80%80%80",
            "%FC%80%80%80%80%80",
            "%FE",
            "%FF",
            "%FF%FE",
            "%E9",
            "a/",
            "a//b",
            "/a",
            "/",
            "a/%00/b",
            "");
    private static final List<String> OTHER_SPELLINGS = List.of(
            "e\u0301",
            "E\u0301",
            "a\u030a",
            "o\u0308",
            "n\u0303",
            "\u212b",
            "\u2126",
            "\u212a",
            "\u0340",
            "\u0341",
            "\u0343",
            "\u0344",
            "\u0374",
            "\u037e",
            "\u0387",
            "\u1f71",
            "\u1fbe",
            "\u1fef",
            "\u2000",
            "\u2001",
            "\u2329",
            "\u232a",
            "\u0958",
            "\u0b5c",
            "\u0f43",
            "\u0f73",
            "\u2adc",
            "\uf900",
            "\ufa6c",
            "\ufb1d",
            "\ufb1f",
            "\ufb4e",
            "\ud834\udd5e",
            "\ud87e\udc00",
            "\u1100\u1161",
            "\uac00\u11a8",
            "a\u0323",
            "a\u0301\u0323",
            "\u1e0b\u0323",
            "q\u0307\u0323",
            "\u05d0\u05b7\u05b0",
            "\u0061\u0315\u0300",
            "\u0b47\u0b3e",
            "\u0cc6\u0cc2",
            "\u3046\u3099");
    private static final List<String> NORMAL = List.of(
            "\u00e9",
            "\u00c5",
            "\uac01",
            "\u1ea1",
            "q\u0323\u0307",
            "\u05e9\u05bc",
            "\u3094",
            "\ufb01",
            "\u00b5",
            "\u2103",
            "\uff21",
            "\ufeff",
            "\u200d",
            "\u202e",
            "\ud83d\ude00",
            "\ufffd",
            "\ufdcf",
            "\ue000",
            "\u00a0",
            "\u2028",
            "%",
            "a b",
            "...",
            ".a",
            "a..",
            "~",
            "'",
            "\"",
            "<",
            "#",
            "?",
            "a;b",
            "a&b",
            "+",
            "*");

    /** An S3 listing can't carry the first two at all. */
    private static final List<String> NONCHARACTERS =
            List.of("\ufffe", "\uffff", "\ufdd0", "\ufdef", "\ud83f\udffe", "\ud83f\udfff", "\udbff\udfff");

    private KeyAttacks() {}

    static List<DecisionVector> of(TokenForge forge) {
        Catalogue all = new Catalogue("key");
        String token = forge.good();
        for (String path : MALFORMED) {
            all.add("\"" + path + "\"", FOLDER + path.replace(" ", "%20"), token, Refusal.MALFORMED_KEY.code());
        }
        for (String spelling : OTHER_SPELLINGS) {
            if (Normalizer.isNormalized(spelling, Normalizer.Form.NFC)) {
                throw new IllegalStateException("that is NFC: " + percent(spelling));
            }
            all.add("not NFC, " + percent(spelling), FOLDER + percent(spelling), token, Refusal.MALFORMED_KEY.code());
        }
        for (String name : NONCHARACTERS) {
            all.add("noncharacter " + percent(name), FOLDER + percent(name), token, Refusal.MALFORMED_KEY.code());
        }
        for (String name : NORMAL) {
            all.add("NFC, " + percent(name), FOLDER + percent(name), token, JvmDecision.GRANTED);
        }
        all.add("encoded twice", "projects%252F42/a.jpg", token, Refusal.OUT_OF_SCOPE.code());
        all.add("of 1,024 bytes", FOLDER + "a".repeat(1024 - FOLDER.length()), token, JvmDecision.GRANTED);
        all.add("of 1,025 bytes", FOLDER + "a".repeat(1025 - FOLDER.length()), token, Refusal.MALFORMED_KEY.code());
        all.add("of 1,025 bytes in 513 characters", "a" + "%C3%A9".repeat(512), token, Refusal.MALFORMED_KEY.code());
        all.add("alone, empty", "", token, Refusal.MALFORMED_KEY.code());
        return all.vectors();
    }

    private static String percent(String name) {
        StringBuilder path = new StringBuilder();
        for (byte b : Utf8.encode(name)) {
            path.append(String.format("%%%02X", b & 0xFF));
        }
        return path.toString();
    }
}
