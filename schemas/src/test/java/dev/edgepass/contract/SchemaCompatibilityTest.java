package dev.edgepass.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Planted changes: each breaks one of the two readers, and has to be found. */
class SchemaCompatibilityTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RELEASED = """
            {"$id": "urn:x", "title": "X", "type": "object", "required": ["id", "list"], "properties": {
              "id": {"type": "string", "minLength": 1, "description": "public"},
              "at": {"type": "string", "format": "date-time"},
              "kind": {"enum": ["a", "b"]},
              "d": false,
              "list": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["n"],
                "properties": {"n": {"type": "integer"}}}}}}""";

    @Test
    void the_same_schema_is_compatible() {
        assertThat(SchemaCompatibility.violations(json(RELEASED), json(RELEASED)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"kind\": {|\"note\": {\"type\": \"string\"}, \"kind\": {",
                "{\"n\": {|{\"more\": {\"type\": \"object\"}, \"n\": {",
                "\"title\": \"X\"|\"title\": \"Y\"",
                "\"public\"|\"known to all\""
            })
    void a_new_optional_member_and_other_words_are_compatible(String from, String to) {
        assertThat(SchemaCompatibility.violations(json(RELEASED), json(replaced(from, to))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{2}: {0} to {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"at\": {|\"time\": {|/at: removed or renamed",
                "\"id\": {\"type\": \"string\"|\"id\": {\"type\": \"integer\"|/id: type",
                "[\"id\", \"list\"]|[\"id\", \"list\", \"at\"]|/at: required now",
                "[\"id\", \"list\"]|[\"list\"]|/id: not required any more",
                "[\"a\", \"b\"]|[\"a\"]|/kind: enum",
                "[\"a\", \"b\"]|[\"a\", \"b\", \"c\"]|/kind: enum",
                "\"minLength\": 1|\"minLength\": 2|/id: minLength",
                "\"minLength\": 1, |``|/id: minLength",
                "\"format\": \"date-time\"|\"format\": \"date\"|/at: format",
                "{\"type\": \"integer\"}|{\"type\": \"number\"}|/list[]/n: type",
                "\"required\": [\"n\"],|``|/list[]/n: not required any more",
                "\"d\": false|\"d\": true|/d: false became true",
                "\"type\": \"object\", \"required\": [\"id\"|\"additionalProperties\": false, \"type\": \"object\", \"required\": [\"id\"|: additionalProperties",
                "\"type\": \"array\", \"minItems\": 1, \"items\"|\"type\": \"array\", \"minItems\": 1, \"prefixItems\"|/list: items came or went"
            })
    void a_change_that_one_of_the_readers_cannot_follow_is_found(String from, String to, String violation) {
        assertThat(SchemaCompatibility.violations(json(RELEASED), json(replaced(from, to == null ? "" : to))))
                .anySatisfy(found -> assertThat(found).startsWith(violation));
    }

    private static String replaced(String from, String to) {
        assertThat(RELEASED).contains(from);
        return RELEASED.replace(from, to);
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
