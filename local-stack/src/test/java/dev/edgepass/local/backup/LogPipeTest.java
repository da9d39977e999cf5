package dev.edgepass.local.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.Topics;
import dev.edgepass.local.process.StartFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPipeTest {
    private static final String RECORD =
            new String(LogLines.encode(MemoryLog.message(0, 0, "a")), StandardCharsets.UTF_8) + "\n";

    @Test
    void extents_come_through_as_they_are() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MemoryLog log = MemoryLog.of(9);

        LogPipe.extents(log, OptionalLong.of(7), out);

        assertThat(LogPipe.extents(out.toByteArray()))
                .isEqualTo(
                        new LogExtents(Manifest.TOPICS.stream().map(log::extent).toList(), OptionalLong.of(7)));
    }

    @Test
    void an_export_gives_the_records_that_were_asked_for_and_their_number() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MemoryLog log = MemoryLog.of(3);

        LogPipe.export(log, LogPipe.argument(log.extent(Topics.CONTROL)), out);

        assertThat(out.toString(StandardCharsets.UTF_8).lines().limit(3)).isEqualTo(log.lines(Topics.CONTROL));
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("\n{\"end\":3}\n");
    }

    @Test
    void a_whole_stream_is_taken_and_finished() {
        MemoryLog log = new MemoryLog();

        take(
                "{\"topic\":\"edgepass.control\"}\n" + RECORD + "{\"topic\":\"edgepass.issuance\"}\n" + RECORD
                        + "{\"end\":2}\n",
                log);

        assertThat(log.lines(Topics.CONTROL)).hasSize(1);
        assertThat(log.lines(Topics.ISSUANCE)).hasSize(1);
        assertThat(log.finished).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"topic\":\"edgepass.control\"}\n",
                "{\"topic\":\"edgepass.control\"}\nRECORD",
                "{\"topic\":\"edgepass.control\"}\nRECORD{\"end\":2}\n",
                "{\"topic\":\"edgepass.other\"}\nRECORD{\"end\":1}\n",
                "RECORD{\"end\":1}\n",
                "{\"end\":0}",
                "junk\n"
            })
    void what_broke_off_or_is_none_isnt_finished(String stream) {
        MemoryLog log = new MemoryLog();

        assertThatThrownBy(() -> take(stream.replace("RECORD", RECORD), log))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("The log couldn't be taken from the pipe: it ");
        assertThat(log.finished).isFalse();
    }

    @Test
    void an_argument_that_is_no_extent_is_told() {
        assertThatThrownBy(() -> LogPipe.export(new MemoryLog(), "{}", new ByteArrayOutputStream()))
                .isInstanceOf(StartFailure.class)
                .hasMessage("That isn't an extent of a log.");
    }

    private static void take(String stream, MemoryLog log) {
        LogPipe.take(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), log);
    }
}
