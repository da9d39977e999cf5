package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The strict reader takes exactly what a strict Jackson takes, less what it refuses beyond the grammar (null, unpaired surrogates, deep nesting), and reads the
 * same from it: two readers that disagree about one signed payload are how claims are smuggled. Both are Jackson's, by its parser of bytes and, here, by the one
 * of characters; the vectors compare the strict reader with the edge's.
 */
public final class JsonFuzz {
    private static final int MAX_DEPTH = 8;
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,15}");
    /** The parser of characters reads the low byte of such a character as the digit. */
    private static final Pattern NOT_HEXADECIMAL = Pattern.compile("\\\\u[0-9a-fA-F]{0,3}[^\\x00-\\x7f]");

    private static final JsonMapper JACKSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(1 << 20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text;
        try {
            text = Utf8.decode(input);
        } catch (MalformedException e) {
            return;
        }
        if (NOT_HEXADECIMAL.matcher(text).find()) {
            return;
        }
        JsonNode expected = expected(text);
        JsonObject read;
        try {
            read = JsonReader.readObject(text);
        } catch (MalformedException e) {
            assertThat(expected).as("refused").isNull();
            return;
        }
        assertThat(expected).as("accepted").isNotNull();
        requireSame(expected, read);
    }

    private static JsonNode expected(String text) {
        try {
            JsonNode node = JACKSON.readTree(text);
            return node != null && node.isObject() && isAcceptable(node, 1) ? node : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static boolean isAcceptable(JsonNode node, int depth) {
        if (depth > MAX_DEPTH || node.isNull() || node.isString() && !isPaired(node.asString())) {
            return false;
        }
        for (String name : node.propertyNames()) {
            if (!isPaired(name)) {
                return false;
            }
        }
        for (JsonNode element : node) {
            if (!isAcceptable(element, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static void requireSame(JsonNode expected, JsonObject read) {
        for (Map.Entry<String, JsonNode> member : expected.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            assertThat(read.has(name)).as(name).isTrue();
            if (value.isString()) {
                assertThat(read.string(name)).isEqualTo(value.asString());
            } else if (value.isBoolean()) {
                assertThat(read.bool(name)).isEqualTo(value.asBoolean());
            } else if (value.isArray() && !value.isEmpty() && allObjects(value)) {
                for (int i = 0; i < value.size(); i++) {
                    requireSame(value.get(i), read.objects(name).get(i));
                }
            } else if (value.isIntegralNumber()
                    && INTEGER.matcher(value.asString()).matches()) {
                assertThat(read.integer(name)).isEqualTo(value.asLong());
            }
        }
    }

    private static boolean allObjects(JsonNode list) {
        for (JsonNode element : list) {
            if (!element.isObject()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPaired(String text) {
        try {
            Utf8.encode(text);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }
}
