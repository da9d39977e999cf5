package dev.edgepass.media;

import dev.edgepass.encoding.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Content-Type} that every reader reads the same (RFC 9110 section 8.3.1). It is stricter than the RFC where readers differ: {@code type} and {@code
 * subtype} are names that can be registered (RFC 6838 section 4.2, so no wildcard), a quoted value has no backslash, no parameter stands twice or is empty, and
 * nothing surrounds the whole. Browsers split a value that they can't read at its commas, and believe the last part: such a value is none here.
 *
 * @param type in lower case
 * @param subtype in lower case
 * @param parameters in their order
 */
public record MediaType(String type, String subtype, List<Parameter> parameters) {
    /** Characters of the longest text that is read. */
    public static final int MAX_LENGTH = 255;

    private static final String NAME = "!#$&-^_.+";
    private static final String TOKEN = "!#$%&'*+-.^_`|~";

    /**
     * @param name in lower case
     * @param value as it was written, without quotes
     */
    public record Parameter(String name, String value) {}

    /**
     * @throws MalformedException where {@code text} isn't such a media type
     */
    public static MediaType parse(String text) {
        require(text.length() <= MAX_LENGTH, "is too long");
        int slash = endOf(text, 0, NAME);
        int end = endOf(text, slash + 1, NAME);
        require(isName(text, 0, slash) && isName(text, slash + 1, end) && text.charAt(slash) == '/', "has no type");
        List<Parameter> parameters = new ArrayList<>();
        String type = lowerCase(text, 0, slash);
        String subtype = lowerCase(text, slash + 1, end);
        while (end < text.length()) {
            int semicolon = afterBlanks(text, end);
            require(isAt(text, semicolon, ';'), "has a broken parameter");
            int start = afterBlanks(text, semicolon + 1);
            int equals = endOf(text, start, TOKEN);
            require(equals > start && isAt(text, equals, '='), "has a broken parameter");
            String name = lowerCase(text, start, equals);
            require(valueOf(parameters, name) == null, "has a parameter twice");
            boolean quoted = isAt(text, equals + 1, '"');
            int value = quoted ? equals + 2 : equals + 1;
            int valueEnd = quoted ? endOfQuoted(text, value) : endOf(text, value, TOKEN);
            require(quoted ? isAt(text, valueEnd, '"') : valueEnd > value, "has a broken parameter");
            parameters.add(new Parameter(name, text.substring(value, valueEnd)));
            end = quoted ? valueEnd + 1 : valueEnd;
        }
        return new MediaType(type, subtype, parameters);
    }

    /** {@code type/subtype}. */
    public String essence() {
        return type + '/' + subtype;
    }

    /** The value of the parameter {@code name}, which is in lower case; null where there is none. */
    public @Nullable String parameter(String name) {
        return valueOf(parameters, name);
    }

    /** Written back from its parts: {@link #parse} reads the same. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(essence());
        for (Parameter parameter : parameters) {
            String value = parameter.value();
            boolean plain = !value.isEmpty() && endOf(value, 0, TOKEN) == value.length();
            text.append("; ").append(parameter.name()).append('=').append(plain ? value : '"' + value + '"');
        }
        return text.toString();
    }

    private static @Nullable String valueOf(List<Parameter> parameters, String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return parameter.value();
            }
        }
        return null;
    }

    /** In ASCII alone, whatever the machine's language is. */
    private static String lowerCase(String text, int start, int end) {
        StringBuilder lower = new StringBuilder();
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    /** Whether {@code text} has a name there: 1 to 127 characters, the first a letter or a digit. */
    private static boolean isName(String text, int start, int end) {
        return start < end && end - start <= 127 && isAlphanumeric(text.charAt(start));
    }

    /** The end of the letters, digits and {@code others} that begin at {@code start}. */
    private static int endOf(String text, int start, String others) {
        int end = start;
        while (end < text.length() && (isAlphanumeric(text.charAt(end)) || others.indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private static int endOfQuoted(String text, int start) {
        int end = start;
        while (end < text.length() && isPlainInQuotes(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int afterBlanks(String text, int start) {
        int end = start;
        while (isAt(text, end, ' ') || isAt(text, end, '\t')) {
            end++;
        }
        return end;
    }

    private static boolean isPlainInQuotes(char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isAt(String text, int index, char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    private static void require(boolean holds, String broken) {
        if (!holds) {
            throw new MalformedException("the media type " + broken);
        }
    }
}
