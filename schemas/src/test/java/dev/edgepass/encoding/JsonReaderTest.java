package dev.edgepass.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonReaderTest {
    @Test
    void reads_every_kind_of_member() {
        JsonObject object = JsonReader.readObject(
                " {\"s\":\"a\\u00e9\\n\\\"\", \"i\" : -12, \"t\":true,\"f\":false,\"l\":[\"x\",\"y\"],\"o\":[{\"a\":1}],\"e\":[],\"z\":{}}\n");

        assertThat(object.string("s")).isEqualTo("a\u00e9\n\"");
        assertThat(object.integer("i")).isEqualTo(-12);
        assertThat(object.bool("t")).isTrue();
        assertThat(object.bool("f")).isFalse();
        assertThat(object.strings("l")).isEqualTo(List.of("x", "y"));
        assertThat(object.objects("o").get(0).requireInteger("a")).isEqualTo(1);
        assertThat(object.strings("e")).isEmpty();
        assertThat(object.string("missing")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "1",
                "null",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":null}",
                "{\"a\":1}x",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":NaN}",
                "{\"a\":-}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":\"\\u004\u0131\"}",
                "{\"\\u004\u0131\":1}",
                "{\"a\":tru}",
                "{\"a\":[1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "\ufeff{}",
                "{\"a\":[[[[[[[[[]]]]]]]]]}",
                "{\"a\":[[[[[[[1]]]]]]]}",
                "{\u0000}\u0000",
                "\u0000{\u0000}"
            })
    void refuses_what_is_not_one_strict_object(String text) {
        assertThatThrownBy(() -> JsonReader.readObject(text)).isInstanceOf(MalformedException.class);
    }

    /** As in the Worker; Jackson by itself takes 1,000 digits. */
    @Test
    void a_number_of_any_length_is_one() {
        String digits = "1".repeat(2_000);

        JsonObject object = JsonReader.readObject("{\"i\":" + digits + ",\"f\":1." + digits + ",\"after\":7}");

        assertThat(object.integer("after")).isEqualTo(7);
        assertThatThrownBy(() -> object.integer("i")).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "1.0", "1e3", "1E+3", "1234567890123456", "true", "[1]", "{}"})
    void takes_no_integer_from_anything_else(String value) {
        JsonObject object = JsonReader.readObject("{\"exp\":" + value + "}");

        assertThatThrownBy(() -> object.integer("exp"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("exp");
    }

    @Property(tries = 500)
    void what_the_writer_writes_both_readers_read(@ForAll String text, @ForAll boolean flag) {
        String clean = text.codePoints()
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String json = new JsonWriter()
                .string("s", clean)
                .bool("b", flag)
                .strings("l", List.of(clean, "x"))
                .toString();

        assertThat(JsonReader.readObject(json).string("s")).isEqualTo(clean);
        assertThat(JsonReader.readObject(json).bool("b")).isEqualTo(flag);
        assertThat(JsonMapper.shared().readTree(json).get("l").get(0).asString())
                .isEqualTo(clean);
    }
}
