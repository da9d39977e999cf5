package dev.edgepass.encoding;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * A strict JSON reader (RFC 8259) for signed payloads: Jackson's parser has the grammar, and this class refuses what a security decision must not meet: duplicate
 * members, nesting past {@value #MAX_DEPTH}, {@code null}, unpaired surrogates and anything after the value. The edge has a substitute that refuses them too
 * (ADR 9). A number that isn't an integer of at most 15 digits is kept as {@link #OTHER_NUMBER}: no claim can be read from it.
 */
public final class JsonReader {
    static final int MAX_DEPTH = 8;
    static final Object OTHER_NUMBER = new Object();
    private static final int MAX_DIGITS = 15;

    /**
     * Jackson reads bytes here: its reader of characters takes U+0131 for the hexadecimal digit 1 in an escape. Detecting the encoding would skip a byte order mark
     * and read UTF-16. The callers bound a text's length, and its verdict depends on nothing that was read before.
     */
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonReader() {}

    /**
     * The object that {@code text} holds.
     *
     * @throws MalformedException where it isn't one JSON object by the rules above
     */
    public static JsonObject readObject(String text) {
        try (JsonParser json = JACKSON.createParser(ObjectReadContext.empty(), Utf8.encode(text))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("JSON: not an object");
            }
            JsonObject object = object(json, 1);
            if (json.nextToken() != null) {
                throw new MalformedException("JSON: something follows the value");
            }
            return object;
        } catch (JacksonException e) {
            throw new MalformedException("JSON: not well-formed");
        }
    }

    private static Object value(JsonParser json, int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("JSON: nested too deeply");
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json, depth);
            case START_ARRAY -> array(json, depth);
            case VALUE_STRING -> paired(json.getString());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT -> integer(json.getString());
            case VALUE_NUMBER_FLOAT -> OTHER_NUMBER;
            default -> throw new MalformedException("JSON: null");
        };
    }

    private static JsonObject object(JsonParser json, int depth) {
        JsonObject object = new JsonObject();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = paired(json.currentName());
            json.nextToken();
            object.put(name, value(json, depth + 1));
        }
        return object;
    }

    private static List<Object> array(JsonParser json, int depth) {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json, depth + 1));
        }
        return elements;
    }

    private static Object integer(String digits) {
        int sign = digits.charAt(0) == '-' ? 1 : 0;
        return digits.length() - sign > MAX_DIGITS ? OTHER_NUMBER : (Object) Long.valueOf(digits);
    }

    /** An escape can spell a surrogate without its partner. */
    private static String paired(String string) {
        Utf8.encode(string);
        return string;
    }
}
