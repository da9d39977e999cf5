package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 10",
        "bytes=10-1000, 10, 90",
        "bytes=99-, 99, 1",
        "bytes=-1, 99, 1",
        "bytes=-100, 0, 100",
        "bytes=-500, 0, 100",
        "bytes=0-999999999999999, 0, 100",
        "bytes=10-9223372036854775807, 10, 90",
        "bytes=10-99999999999999999999999999999999, 10, 90",
        "bytes=-9223372036854775808, 0, 100",
        "bytes=00000000000000000000000000000010-19, 10, 10",
        "Bytes=10-19, 10, 10",
        "BYTES=-1, 99, 1"
    })
    void a_range_is_cut_to_the_object(String header, long offset, long length) {
        assertThat(ByteRange.parse(header).within(100)).isEqualTo(new Extent(offset, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=100-",
                "bytes=100-200",
                "bytes=-0",
                "bytes=999999999999999-",
                "bytes=9223372036854775807-",
                "bytes=9223372036854775807-9223372036854775808"
            })
    void a_range_outside_the_object_has_nothing(String header) {
        assertThat(ByteRange.parse(header).within(100)).isNull();
    }

    @Test
    void an_empty_object_has_no_range() {
        assertThat(ByteRange.parse("bytes=-5").within(0)).isNull();
        assertThat(ByteRange.parse("bytes=0-").within(0)).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "byte=0-1",
                "bytes",
                "bytes=-",
                "bytes=5",
                "bytes=9-1",
                "bytes=a-b",
                "bytes=1-2,5-6",
                "items=0-1",
                "bytes=+1-2",
                "bytes=1--2",
                "bytes=1-x"
            })
    void what_is_no_single_range_is_ignored(String header) {
        assertThat(ByteRange.parse(header)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1-2", "bytes=7-", "bytes=-9"})
    void a_range_is_written_as_it_was_read(String header) {
        assertThat(ByteRange.parse(header).header()).isEqualTo(header);
    }

    @Test
    void an_extent_says_where_it_lies() {
        assertThat(new Extent(10, 20).contentRange(100)).isEqualTo("bytes 10-29/100");
    }
}
