package dev.edgepass.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.audit.ArchivedRecord.Header;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.MemoryLog;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeafTest {
    private static final long TIME = 1_796_032_800_120L;

    @Test
    void a_leaf_is_one_line_with_the_values_own_bytes() {
        ArchivedRecord message = new ArchivedRecord(
                4711,
                TIME,
                List.of(header("ce_id", "i-1"), header("ce_type", "link.created.v1")),
                utf8("L-7"),
                utf8("{ \"id\" : \"L-7\",\t\"n\":1.50 }"));

        Leaf leaf = Leaf.of(message);

        assertThat(text(leaf))
                .isEqualTo("{\"v\":1,\"offset\":4711,\"time\":\"2026-11-30T10:00:00.120Z\","
                        + "\"headers\":{\"ce_id\":\"i-1\",\"ce_type\":\"link.created.v1\"},\"key\":\"L-7\","
                        + "\"value\":{ \"id\" : \"L-7\",\t\"n\":1.50 }}");
        assertThat(leaf.blobs()).isEmpty();
    }

    @Test
    void a_record_without_key_and_value_says_null() {
        assertThat(text(Leaf.of(record(null, null))))
                .isEqualTo("{\"v\":1,\"offset\":0,\"time\":\"2026-11-30T10:00:00.120Z\",\"headers\":{},\"key\":null,"
                        + "\"value\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not JSON",
                "{\"a\":1",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{\n}",
                "{}\n",
                "{\r}",
                "{\"a\":\"\n\"}",
                "null",
                " null\t",
                "\ufeff{}",
                "{'a':1}",
                "[1,]",
                "01",
                "1.",
                "+1",
                "NaN",
                "\"\\x\"",
                "\"\\u12g4\""
            })
    void a_value_that_isnt_json_in_one_line_is_a_blob(String value) throws IOException {
        ArchivedRecord message = record(utf8("k"), utf8(value));

        Leaf leaf = Leaf.of(message);

        assertThat(leaf.blobs()).containsExactly(Blob.of(utf8(value)));
        assertThat(text(leaf))
                .endsWith(",\"key\":\"k\",\"valueSha256\":\""
                        + leaf.blobs().get(0).sha256() + "\",\"valueSize\":" + utf8(value).length + "}");
        assertThat(read(leaf)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {} ",
                "[]",
                "\"\"",
                "0",
                "-0.5e+10",
                "true",
                "[null]",
                "{\"a\":null,\"a\":[{\"b\":\"\\u00e4\\n\u00e4\u20ac\ud83d\ude00\"}]}",
                "\"\\ud800\""
            })
    void any_json_in_one_line_stands_there_as_it_is(String value) throws IOException {
        ArchivedRecord message = record(null, utf8(value));

        Leaf leaf = Leaf.of(message);

        assertThat(leaf.blobs()).isEmpty();
        assertThat(text(leaf)).endsWith(",\"key\":null,\"value\":" + value + "}");
        assertThat(read(leaf)).isEqualTo(message);
    }

    @Test
    void json_that_some_readers_would_not_take_is_a_blob() {
        assertThat(Leaf.of(record(null, utf8("[".repeat(64) + "]".repeat(64)))).blobs())
                .isEmpty();
        assertThat(Leaf.of(record(null, utf8("[".repeat(100_000)))).blobs()).hasSize(1);
        assertThat(Leaf.of(record(null, utf8("[".repeat(65) + "]".repeat(65)))).blobs())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\u0080\"",
                "\"\u00c0\u0080\"",
                "\"\u00c3\"",
                "\"\u00c3(\"",
                "\"\u00ed\u00a0\u0080\"",
                "\"\u00e0\u0080\u0080\"",
                "\"\u00f0\u0080\u0080\u0080\"",
                "\"\u00f4\u0090\u0080\u0080\"",
                "\"\u00ff\""
            })
    void a_value_of_malformed_utf_8_is_a_blob(String latin1) {
        assertThat(Leaf.of(record(null, latin1.getBytes(ISO_8859_1))).blobs()).hasSize(1);
    }

    @Test
    void a_key_that_isnt_utf_8_is_a_blob() throws IOException {
        ArchivedRecord message = record(new byte[] {(byte) 0xff, 0}, utf8("{}"));

        Leaf leaf = Leaf.of(message);

        assertThat(text(leaf))
                .contains(",\"keySha256\":\"" + leaf.blobs().get(0).sha256() + "\",\"keySize\":2,\"value\"");
        assertThat(read(leaf)).isEqualTo(message);
    }

    @Test
    void headers_may_be_without_value_of_any_bytes_and_repeated() throws IOException {
        ArchivedRecord message = new ArchivedRecord(
                0,
                TIME,
                List.of(
                        header("a", "1"),
                        new Header("b", null),
                        header("a", "\"\\\n\u00e4"),
                        new Header("c", new byte[] {(byte) 0xff})),
                null,
                null);

        Leaf leaf = Leaf.of(message);

        assertThat(text(leaf))
                .contains(
                        "\"headers\":{\"a\":[\"1\",\"\\\"\\\\\\u000a\u00e4\"],\"b\":null,\"c\":{\"base64\":\"/w==\"}}");
        // Those of one name come together.
        assertThat(read(leaf).headers())
                .containsExactly(
                        header("a", "1"),
                        header("a", "\"\\\n\u00e4"),
                        new Header("b", null),
                        new Header("c", new byte[] {(byte) 0xff}));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "100000, 1", "1000000, 1"})
    void a_line_has_65535_bytes_at_most(int more, int blobs) throws IOException {
        int longest = 65_535 - Leaf.of(record(utf8("k"), utf8("\"\""))).line().length;
        ArchivedRecord message = record(utf8("k"), utf8('"' + "x".repeat(longest + more) + '"'));

        Leaf leaf = Leaf.of(message);

        assertThat(leaf.line().length).isLessThanOrEqualTo(65_535);
        assertThat(leaf.blobs()).hasSize(blobs);
        assertThat(read(leaf)).isEqualTo(message);
    }

    @Test
    void headers_and_key_go_the_same_way_where_they_are_too_long() throws IOException {
        ArchivedRecord headers =
                new ArchivedRecord(7, TIME, List.of(header("h", "x".repeat(70_000))), utf8("k"), utf8("{}"));
        ArchivedRecord key = new ArchivedRecord(7, TIME, List.of(), utf8("x".repeat(70_000)), null);

        assertThat(text(Leaf.of(headers))).contains("\"headersSha256\":\"", "\"key\":\"k\",\"valueSha256\":\"");
        assertThat(read(Leaf.of(headers))).isEqualTo(headers);
        assertThat(text(Leaf.of(key))).contains("\"headersSha256\":\"", "\"keySha256\":\"", "\"value\":null}");
        assertThat(read(Leaf.of(key))).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "253402300800000, +10000-01-01T00:00:00.000Z",
        "9223372036854775807, +292278994-08-17T07:12:55.807Z",
        "-9223372036854775808, -292275055-05-16T16:47:04.192Z"
    })
    void a_time_has_its_milliseconds_always(long timestamp, String time) throws IOException {
        ArchivedRecord message = new ArchivedRecord(Long.MAX_VALUE, timestamp, List.of(), null, null);

        assertThat(text(Leaf.of(message))).contains("\"offset\":9223372036854775807,\"time\":\"" + time + "\"");
        assertThat(read(Leaf.of(message))).isEqualTo(message);
    }

    @Property
    void a_record_is_read_as_it_was_written(@ForAll("records") ArchivedRecord message) throws IOException {
        Leaf leaf = Leaf.of(message);

        assertThat(leaf.line()).doesNotContain('\n', '\r');
        assertThat(read(leaf)).isEqualTo(message);
    }

    @Provide
    Arbitrary<ArchivedRecord> records() {
        Arbitrary<byte[]> bytes = Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(20).map(LeafTest::utf8),
                        Arbitraries.of("{}", "{\"a\":[1,2]}", "\"x\"", "null", "[ ]")
                                .map(LeafTest::utf8),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(20))
                .injectNull(0.1);
        Arbitrary<List<Header>> headers = Combinators.combine(
                        Arbitraries.strings().ascii().ofMaxLength(5), bytes)
                .as(Header::new)
                .list()
                .uniqueElements(Header::name)
                .ofMaxSize(4);
        return Combinators.combine(Arbitraries.longs().greaterOrEqual(0), Arbitraries.longs(), headers, bytes, bytes)
                .as(ArchivedRecord::new);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"v\":1, \"v\":2",
                "\"v\":1, \"v\": 1",
                "\"offset\":0, \"offset\":00",
                "\"offset\":0, \"offset\":-1",
                "\"offset\":0, \"offset\":9223372036854775808",
                "\"offset\":0, \"Offset\":0",
                ".120Z, .12Z",
                ".120Z, .120",
                "2026-11-30, 2026-13-30",
                "\"headers\":{}, \"headers\":[]",
                "\"headers\":{}, \"headers\":{\"a\":1}",
                "\"headers\":{}, \"headers\":{\"a\":[\"x\"]}",
                "\"headers\":{}, \"headers\":{ }",
                "\"headers\":{}, \"headers\":{\"a\":\"\\u0041\"}",
                "\"headers\":{}, \"headers\":{\"a\":\"1\"\"b\":\"2\"}",
                "\"key\":\"k\", \"key\":1",
                "\"key\":\"k\", \"key\":\"\\u006b\"",
                "\"key\":\"k\", `\"key\":null `",
                "\"value\":{}, \"value\":",
                "\"value\":{}, \"value\":{",
                "\"value\":{}, \"value\": null",
                "\"value\":{}, `\"value\":{},\"more\":1`",
                "\"value\":{}, `\"valueSha256\":\"0\",\"valueSize\":1`",
                "\"value\":{}}, \"value\":{}",
                "\"value\":{}}, \"value\":{}}}",
                "\"value\":{}}, `\"value\":{}} `"
            })
    void a_line_of_another_spelling_isnt_a_leaf(String part, String other) {
        String line = text(Leaf.of(record(utf8("k"), utf8("{}"))));
        assertThat(line).contains(part);

        assertThatThrownBy(() -> read(utf8(line.replace(part, other)), new MemoryLog()))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void a_blob_that_is_missing_or_another_one_isnt_taken() {
        Leaf leaf = Leaf.of(record(null, utf8("x")));
        String path = leaf.blobs().get(0).path();

        for (MemoryLog log : List.of(
                new MemoryLog(), new MemoryLog().with(path, utf8("y")), new MemoryLog().with(path, utf8("xx")))) {
            assertThatThrownBy(() -> read(leaf.line(), log)).isInstanceOf(MalformedException.class);
        }
    }

    private static ArchivedRecord read(Leaf leaf) throws IOException {
        MemoryLog log = new MemoryLog();
        leaf.blobs().forEach(blob -> log.files().put(blob.path(), blob.bytes()));
        return read(leaf.line(), log);
    }

    private static ArchivedRecord read(byte[] line, MemoryLog log) throws IOException {
        // In the midst of other bytes, as in a bundle.
        byte[] around = new byte[line.length + 4];
        System.arraycopy(line, 0, around, 2, line.length);
        LeafReader reader = new LeafReader();
        reader.read(around, 2, line.length);
        return reader.message(log);
    }

    private static ArchivedRecord record(byte @Nullable [] key, byte @Nullable [] value) {
        return new ArchivedRecord(0, TIME, List.of(), key, value);
    }

    private static Header header(String name, String value) {
        return new Header(name, utf8(value));
    }

    private static String text(Leaf leaf) {
        return new String(leaf.line(), UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
