package dev.edgepass.issuer.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Planted changes: each breaks somebody's client, and has to be found. */
class BreakingChangesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BEFORE = """
            {"openapi": "3.1.0", "paths": {"/things": {"get": {"responses": {"200": {}}}, "post": {
                "x-required-authority": "user",
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32"}}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ask"}}}},
                "responses": {"201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                  "404": {"description": "none"}}}}},
             "components": {"schemas": {
               "Ask": {"type": "object", "required": ["name"], "properties": {
                 "name": {"type": "string"}, "size": {"type": ["integer", "null"]}, "kind": {"enum": ["a", "b"]}}},
               "Thing": {"type": "object", "required": ["id"], "properties": {
                 "id": {"type": "string"}, "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}}}},
               "Part": {"type": "object", "properties": {"n": {"type": "number"}, "thing": {"$ref": "#/components/schemas/Thing"}}}}}}""";

    @Test
    void the_same_document_breaks_nobody() {
        assertThat(BreakingChanges.between(json(BEFORE), json(BEFORE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"size\": {|\"colour\": {\"type\": \"string\"}, \"size\": {",
                "\"id\": {\"type\"|\"more\": {\"type\": \"string\"}, \"id\": {\"type\"",
                "[\"a\", \"b\"]|[\"a\", \"b\", \"c\"]",
                "\"required\": [\"name\"]|\"required\": []",
                "\"required\": [\"id\"]|\"required\": [\"id\", \"parts\"]",
                "authority\": \"user\"|authority\": \"login\"",
                "\"404\": {|\"409\": {\"description\": \"x\"}, \"410\": {",
                "{\"/things\"|{\"/more\": {\"get\": {}}, \"/things\"",
                "[{\"name\": \"limit\"|[{\"name\": \"q\", \"in\": \"query\"}, {\"name\": \"limit\""
            })
    void more_than_before_breaks_nobody(String from, String to) {
        assertThat(BreakingChanges.between(json(BEFORE), json(replaced(from, to))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{2}: {0} to {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"/things\"|{\"/things2\"|GET /things: removed",
                "\"get\": {|\"put\": {|GET /things: removed",
                "\"201\"|\"200\"|POST /things 201: removed",
                "\"user\"|\"admin\"|POST /things: needs admin",
                "\"name\": \"limit\"|\"name\": \"most\"|POST /things parameter limit: removed",
                "\"in\": \"query\", \"schema\": {\"type\": \"integer\"|\"in\": \"query\", \"required\": true, \"schema\": {\"type\": \"integer\"|POST /things parameter limit: required now",
                "\"format\": \"int32\"|\"format\": \"int64\"|POST /things parameter limit: format",
                "\"requestBody\": {|\"requestBody\": {\"required\": true, |POST /things: the body is required now",
                "{\"content\": {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/Ask|{\"content\": {\"text/plain\": {\"schema\": {\"$ref\": \"#/components/schemas/Ask|POST /things request application/json: removed",
                "\"size\": {|\"bytes\": {|POST /things request/size: removed",
                "\"required\": [\"name\"]|\"required\": [\"name\", \"kind\"]|POST /things request/kind: required now",
                "[\"integer\", \"null\"]|\"integer\"|POST /things request/size: type",
                "[\"a\", \"b\"]|[\"a\"]|POST /things request/kind: enum",
                "\"id\": {\"type\": \"string\"}|\"key\": {\"type\": \"string\"}|POST /things 201/id: removed",
                "\"id\": {\"type\": \"string\"}|\"id\": {\"type\": [\"string\", \"null\"]}|POST /things 201/id: type",
                "\"required\": [\"id\"]|\"required\": []|POST /things 201/id: not in every answer",
                "\"n\": {\"type\": \"number\"}|\"n\": {\"type\": \"string\"}|POST /things 201/parts[]/n: type"
            })
    void a_change_that_breaks_a_client_is_found(String from, String to, String change) {
        assertThat(BreakingChanges.between(json(BEFORE), json(replaced(from, to))))
                .anySatisfy(found -> assertThat(found).startsWith(change));
    }

    private static String replaced(String from, String to) {
        assertThat(BEFORE).contains(from);
        return BEFORE.replace(from, to);
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
