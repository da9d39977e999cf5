package dev.edgepass.encoding;

import java.util.ArrayList;
import java.util.List;

/**
 * A strict JSON reader (RFC 8259) for signed payloads. Beyond the grammar it refuses what a security decision must not meet: duplicate members, nesting past
 * {@value #MAX_DEPTH}, {@code null}, unpaired surrogates and anything after the value. {@code JSON.parse} keeps the last of two duplicates in silence;
 * what the edge has in the place of this class refuses them too (ADR 9). A number that isn't an integer of at most 15 digits is kept as {@link #OTHER_NUMBER}: no claim can be read from it.
 */
public final class JsonReader {
    static final int MAX_DEPTH = 8;
    static final Object OTHER_NUMBER = new Object();
    private static final int MAX_DIGITS = 15;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The object that {@code text} holds.
     *
     * @throws MalformedException where it isn't one JSON object by the rules above
     */
    public static JsonObject readObject(String text) {
        JsonReader reader = new JsonReader(text);
        reader.skipSpace();
        JsonObject object = reader.object(1);
        reader.skipSpace();
        if (reader.at != text.length()) {
            throw new MalformedException("JSON: something follows the value");
        }
        return object;
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("JSON: nested too deeply");
        }
        char c = peek();
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            default -> number();
        };
    }

    private JsonObject object(int depth) {
        expect('{');
        JsonObject object = new JsonObject();
        skipSpace();
        if (peek() == '}') {
            at++;
            return object;
        }
        while (true) {
            skipSpace();
            String name = string();
            skipSpace();
            expect(':');
            skipSpace();
            object.put(name, value(depth + 1));
            skipSpace();
            if (endOrComma('}')) {
                return object;
            }
        }
    }

    private List<Object> array(int depth) {
        expect('[');
        List<Object> elements = new ArrayList<>();
        skipSpace();
        if (peek() == ']') {
            at++;
            return elements;
        }
        while (true) {
            skipSpace();
            elements.add(value(depth + 1));
            skipSpace();
            if (endOrComma(']')) {
                return elements;
            }
        }
    }

    private String string() {
        expect('"');
        int start = at;
        while (plain(peek())) {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        StringBuilder out = new StringBuilder(text.substring(start, at));
        while (true) {
            char c = next();
            if (c == '"') {
                return paired(out.toString());
            }
            if (c < 0x20) {
                throw new MalformedException("JSON: a control character in a string");
            }
            out.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
            default -> throw new MalformedException("JSON: an unknown escape");
        };
    }

    private int hex() {
        char c = next();
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c | 0x20;
        if (letter >= 'a' && letter <= 'f') {
            return letter - 'a' + 10;
        }
        throw new MalformedException("JSON: an unknown escape");
    }

    private Object number() {
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        int start = at;
        long value = 0;
        int digits = digits();
        if (digits > 1 && text.charAt(start) == '0') {
            throw new MalformedException("JSON: a number with a leading zero");
        }
        boolean integer = digits <= MAX_DIGITS;
        if (integer) {
            for (int i = start; i < at; i++) {
                value = value * 10 + (text.charAt(i) - '0');
            }
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
            integer = false;
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
            integer = false;
        }
        if (!integer) {
            return OTHER_NUMBER;
        }
        return negative ? -value : value;
    }

    private int digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw new MalformedException("JSON: not a value");
        }
        return at - start;
    }

    private Object literal(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw new MalformedException("JSON: not a value");
        }
        at += word.length();
        return value;
    }

    private boolean endOrComma(char end) {
        char c = next();
        if (c != end && c != ',') {
            throw new MalformedException("JSON: a comma or an end is missing");
        }
        return c == end;
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
                return;
            }
            at++;
        }
    }

    private void expect(char expected) {
        if (next() != expected) {
            throw new MalformedException("JSON: unexpected character");
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw new MalformedException("JSON: it ends too early");
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    /** Neither the end of a string nor anything that needs a second look. */
    private static boolean plain(char c) {
        return c >= 0x20 && c != '"' && c != '\\' && (c < 0xD800 || c > 0xDFFF);
    }

    private static String paired(String string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < 0xD800 || c > 0xDFFF) {
                continue;
            }
            char low = i + 1 < string.length() ? string.charAt(i + 1) : 0;
            if (c > 0xDBFF || low < 0xDC00 || low > 0xDFFF) {
                throw new MalformedException("JSON: an unpaired surrogate");
            }
            i++;
        }
        return string;
    }
}
