package dev.edgepass.audit;

/**
 * The grammar of JSON (RFC 8259) on bytes of UTF-8 that stand in one line: neither a line feed nor a carriage return is between its tokens, as some readers of lines end a
 * line at either. Well-formed UTF-8 (RFC 3629) and at most {@value #DEEPEST} levels, so that any reader takes it. It says where a value ends, and makes no objects.
 */
final class JsonLine {
    static final int NONE = -1;

    private static final int DEEPEST = 64;

    private JsonLine() {}

    /** Whether these bytes are one value, with spaces and tabs around it or not. */
    static boolean isValue(byte[] bytes, int from, int to) {
        int end = value(bytes, skipSpace(bytes, from, to), to);
        return end != NONE && skipSpace(bytes, end, to) == to;
    }

    /** Where the value that begins at {@code at} ends; {@link #NONE} where none begins there. */
    static int value(byte[] bytes, int at, int to) {
        return value(bytes, at, to, 0);
    }

    private static int value(byte[] bytes, int at, int to, int depth) {
        if (at >= to) {
            return NONE;
        }
        return switch (bytes[at]) {
            case '{' -> depth == DEEPEST ? NONE : object(bytes, at, to, depth);
            case '[' -> depth == DEEPEST ? NONE : array(bytes, at, to, depth);
            case '"' -> string(bytes, at, to);
            case 't' -> word("true", bytes, at, to);
            case 'f' -> word("false", bytes, at, to);
            case 'n' -> word("null", bytes, at, to);
            default -> number(bytes, at, to);
        };
    }

    private static int object(byte[] bytes, int start, int to, int depth) {
        int at = skipSpace(bytes, start + 1, to);
        if (is('}', bytes, at, to)) {
            return at + 1;
        }
        while (is('"', bytes, at, to)) {
            at = string(bytes, at, to);
            at = at == NONE ? to : skipSpace(bytes, at, to);
            if (!is(':', bytes, at, to)) {
                return NONE;
            }
            at = value(bytes, skipSpace(bytes, at + 1, to), to, depth + 1);
            at = at == NONE ? to : skipSpace(bytes, at, to);
            if (is('}', bytes, at, to)) {
                return at + 1;
            }
            if (!is(',', bytes, at, to)) {
                return NONE;
            }
            at = skipSpace(bytes, at + 1, to);
        }
        return NONE;
    }

    private static int array(byte[] bytes, int start, int to, int depth) {
        int at = skipSpace(bytes, start + 1, to);
        if (is(']', bytes, at, to)) {
            return at + 1;
        }
        while (true) {
            at = value(bytes, at, to, depth + 1);
            at = at == NONE ? to : skipSpace(bytes, at, to);
            if (is(']', bytes, at, to)) {
                return at + 1;
            }
            if (!is(',', bytes, at, to)) {
                return NONE;
            }
            at = skipSpace(bytes, at + 1, to);
        }
    }

    /** Where the string that begins at {@code start} ends, after its quote. */
    static int string(byte[] bytes, int start, int to) {
        int at = start + 1;
        while (at < to) {
            byte c = bytes[at];
            if (c == '"') {
                return at + 1;
            }
            int length = c == '\\' ? escape(bytes, at, to) : c >= ' ' ? 1 : c >= 0 ? 0 : utf8(bytes, at, to);
            if (length == 0) {
                return NONE;
            }
            at += length;
        }
        return NONE;
    }

    /** The length of an escape, 0 where it is none. */
    private static int escape(byte[] bytes, int at, int to) {
        if (at + 1 >= to) {
            return 0;
        }
        byte kind = bytes[at + 1];
        if (kind != 'u') {
            return "\"\\/bfnrt".indexOf(kind) < 0 ? 0 : 2;
        }
        if (at + 6 > to) {
            return 0;
        }
        for (int i = at + 2; i < at + 6; i++) {
            if (!isDigit(bytes, i, to) && (bytes[i] < 'a' || bytes[i] > 'f') && (bytes[i] < 'A' || bytes[i] > 'F')) {
                return 0;
            }
        }
        return 6;
    }

    /** The length of a character outside ASCII, 0 where its bytes are malformed: overlong, a surrogate, or past U+10FFFF. */
    private static int utf8(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (first < 0xc2 || first > 0xf4 || at + length > to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static int number(byte[] bytes, int start, int to) {
        int at = is('-', bytes, start, to) ? start + 1 : start;
        int end = is('0', bytes, at, to) ? at + 1 : digits(bytes, at, to);
        if (end == at) {
            return NONE;
        }
        if (is('.', bytes, end, to)) {
            at = end + 1;
            end = digits(bytes, at, to);
            if (end == at) {
                return NONE;
            }
        }
        if (is('e', bytes, end, to) || is('E', bytes, end, to)) {
            at = end + 1;
            at = is('+', bytes, at, to) || is('-', bytes, at, to) ? at + 1 : at;
            end = digits(bytes, at, to);
            return end == at ? NONE : end;
        }
        return end;
    }

    private static int word(String word, byte[] bytes, int at, int to) {
        if (to - at < word.length()) {
            return NONE;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return NONE;
            }
        }
        return at + word.length();
    }

    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (isDigit(bytes, at, to)) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte[] bytes, int at, int to) {
        return at < to && bytes[at] >= '0' && bytes[at] <= '9';
    }

    static int skipSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (is(' ', bytes, at, to) || is('\t', bytes, at, to)) {
            at++;
        }
        return at;
    }

    private static boolean is(char c, byte[] bytes, int at, int to) {
        return at < to && bytes[at] == c;
    }
}
