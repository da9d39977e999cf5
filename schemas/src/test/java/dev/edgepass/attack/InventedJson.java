package dev.edgepass.attack;

import java.util.Random;

/** JSON values, and what is nearly one, with all that two readers may disagree on: spellings of numbers, escapes, duplicates, depth, space. */
final class InventedJson {
    private static final String[] NUMBERS = {
        "0",
        "7",
        "-1",
        "-0",
        "01",
        "1.0",
        "0.5",
        "1.",
        ".5",
        "1e3",
        "1E+2",
        "1e-2",
        "1e400",
        "-",
        "+1",
        "123456789012345",
        "1234567890123456",
        "9007199254740993",
        "0x1",
        "1_0",
        "NaN",
        "Infinity"
    };
    private static final String[] WORDS = {"true", "false", "null", "True", "nul", "undefined"};
    private static final String[] PIECES = {
        "a",
        "é",
        "\uD83D\uDE00",
        "null",
        "{",
        "]",
        ":",
        "\\u0041",
        "\\u00e9",
        "\\ud800",
        "\\udc00",
        "\\ud83d\\ude00",
        "\\ud83d\\u0041",
        "\\/",
        "\\n",
        "\\\\",
        "\\\"",
        "\\'",
        "\\x41",
        "\\u12",
        "\t",
        "\u0000",
        "\u007f",
        "\u2028"
    };
    private static final String[] NAMES = {
        "\"a\"",
        "\"b\"",
        "\"\\u0061\"",
        "\"exp\"",
        "\"\"",
        "\"0\"",
        "\"1\"",
        "\"__proto__\"",
        "\"toString\"",
        "\"\\ud800\"",
        "a",
        "'a'"
    };
    private static final String[] SPACES = {" ", "\n", "\t", "\r", "\u00a0", "\f"};

    private final Random random;

    InventedJson(Random random) {
        this.random = random;
    }

    /** One value, or nearly one. */
    String value() {
        return value(random.nextInt(20) == 0 ? 12 : 4);
    }

    private String value(int depth) {
        return space()
                + switch (random.nextInt(depth <= 0 ? 4 : 7)) {
                    case 0 -> odd(NUMBERS, "3");
                    case 1 -> odd(WORDS, "true");
                    case 2, 3 -> string();
                    case 4 -> '[' + joined(depth, false) + ']';
                    case 5 -> "[[".repeat(random.nextInt(3)) + '{' + joined(depth, true) + '}';
                    default -> '{' + joined(depth, true) + '}';
                }
                + space();
    }

    private String joined(int depth, boolean named) {
        StringBuilder all = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            all.append(named ? space() + odd(NAMES, "\"n" + i + '"') + space() + ':' : "")
                    .append(value(depth - 1));
            all.append(i > 1 || random.nextInt(30) == 0 ? "," : "");
        }
        return all.toString();
    }

    private String string() {
        StringBuilder string = new StringBuilder("\"");
        for (int i = random.nextInt(4); i > 0; i--) {
            string.append(odd(PIECES, "b"));
        }
        return string.append('"').toString();
    }

    private String space() {
        return random.nextInt(12) == 0 ? odd(SPACES, " ") : "";
    }

    /** Mostly the plain one, so that some of what is invented is sound. */
    private String odd(String[] all, String plain) {
        return random.nextInt(3) == 0 ? all[random.nextInt(all.length)] : plain;
    }
}
