package dev.edgepass.local.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {
    @Test
    void every_byte_of_a_record_comes_back() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        LogRecord message = new LogRecord(
                3,
                Long.MAX_VALUE,
                1_795_948_237_579L,
                all,
                "ä\n\"\u0000\uD83D\uDE00".getBytes(StandardCharsets.UTF_8),
                List.of(
                        new LogRecord.Header("twice", new byte[] {(byte) 0xC3}),
                        new LogRecord.Header("twice", new byte[0]),
                        new LogRecord.Header("none", null)));

        byte[] line = LogLines.encode(message);

        assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("\n");
        assertThat(LogLines.decode(line)).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void neither_a_key_nor_a_value_is_not_the_same_as_an_empty_one() throws Exception {
        LogRecord none = new LogRecord(0, 0, 0, null, null, List.of());
        LogRecord empty = new LogRecord(0, 0, 0, new byte[0], new byte[0], List.of());

        assertThat(LogLines.decode(LogLines.encode(none)))
                .usingRecursiveComparison()
                .isEqualTo(none);
        assertThat(LogLines.decode(LogLines.encode(empty)))
                .usingRecursiveComparison()
                .isEqualTo(empty);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"partition\":0,\"offset\":0,\"timestamp\":0,\"key\":null,\"value\":null}",
                "{\"partition\":0,\"offset\":0,\"timestamp\":0,\"key\":null,\"value\":null,\"headers\":[],\"more\":1}",
                "{\"partition\":0,\"offset\":0.5,\"timestamp\":0,\"key\":null,\"value\":null,\"headers\":[]}",
                "{\"partition\":4294967296,\"offset\":0,\"timestamp\":0,\"key\":null,\"value\":null,\"headers\":[]}",
                "{\"partition\":0,\"offset\":0,\"timestamp\":0,\"key\":1,\"value\":null,\"headers\":[]}",
                "{\"partition\":0,\"offset\":0,\"timestamp\":0,\"key\":{\"base64\":\"?\"},\"value\":null,\"headers\":[]}",
                "{\"partition\":0,\"offset\":0,\"timestamp\":0,\"key\":{},\"value\":null,\"headers\":[]}",
                "{\"partition\":0,\"offset\":0,\"timestamp\":0,\"key\":null,\"value\":null,\"headers\":[[\"a\"]]}",
                "{\"partition\":0,\"offset\":0,\"timestamp\":0,\"key\":null,\"value\":null,\"headers\":{}}"
            })
    void what_is_no_record_is_refused(String line) {
        assertThatThrownBy(() -> LogLines.decode(line.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BackupDamaged.class);
    }
}
