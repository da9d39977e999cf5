package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.Topics;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What is passed over is listed, shown and dismissed. */
class DltCommandIT extends DltCommands {
    @Test
    void open_records_are_listed_once_until_they_are_dismissed() throws Exception {
        assertThat(run("list")).isZero();
        assertThat(output()).startsWith("Nothing is open");
        RecordId garbage = append(new ProducerRecord<>(Topics.CONTROL, 0, null, utf8("not an event")));
        passOver(garbage, "not a CloudEvent\u001b[2J");
        passOver(garbage, "not a CloudEvent\u001b[2J");

        assertThat(run("list")).isZero();
        assertThat(output().lines())
                .singleElement()
                .asString()
                .matches("\\Q" + garbage + "\\E  \\d{4}-\\S+Z  not a CloudEvent\\\\u001b\\[2J");
        assertThat(run("list", "--json")).isZero();
        assertThat(output()).startsWith("{\"record\":\"" + garbage + "\",\"time\":\"");

        assertThat(run("dismiss", garbage.toString(), "--reason", "a typo of mine"))
                .isZero();
        assertThat(output()).isEqualTo(garbage + "  dismissed\n");
        passOver(garbage, "not a CloudEvent");
        assertThat(run("list")).isZero();
        assertThat(output()).startsWith("Nothing is open");
        assertThat(run("list", "--all")).isZero();
        assertThat(output().lines().filter(line -> line.startsWith(garbage.toString())))
                .hasSize(4)
                .anyMatch(line -> line.endsWith("  dismissed: a typo of mine"));
        assertThat(run("dismiss", garbage.toString(), "--reason", "again")).isEqualTo(1);
        assertThat(err.toString()).contains("No open letter is about " + garbage);
    }

    @Test
    void hostile_letters_and_hostile_records_break_nothing() throws Exception {
        String letters = DeadLetter.topicFor(Topics.ISSUANCE);
        send(new ProducerRecord<>(letters, 0, null, null));
        send(new ProducerRecord<>(letters, 0, null, utf8("[".repeat(500_000))));
        send(new ProducerRecord<>(letters, 0, null, new byte[] {(byte) 0xff, 0, 27}));
        send(new ProducerRecord<>(
                letters, 0, null, utf8("{\"topic\":\"__consumer_offsets\",\"partition\":0,\"offset\":0}")));
        RecordId beyond = new RecordId(Topics.ISSUANCE, 3, 999_999_999_999L);
        passOver(beyond, "out of range");
        ProducerRecord<byte[], byte[]> hostile =
                new ProducerRecord<>(Topics.ISSUANCE, 2, new byte[] {(byte) 0xfe}, new byte[900_000]);
        for (int i = 0; i < 100; i++) {
            hostile.headers().add("ce_id\n" + i, new byte[] {(byte) 0xff, 10});
        }
        hostile.value()[0] = (byte) 0xff;
        RecordId binary = append(hostile);
        passOver(binary, "binary");

        assertThat(run("list")).isZero();
        assertThat(output()).contains(beyond.toString(), binary.toString()).hasLineCount(2);
        assertThat(err.toString()).contains("records of the dead letter topics are no letters.");
        assertThat(run("show", binary.toString())).isZero();
        assertThat(output())
                .contains("key      not UTF-8, in hex fe\n")
                .contains("header   ce_id\\u000a0: not UTF-8, in hex ff0a\n")
                .contains("         and 70 more headers\n")
                .contains("size     900000 bytes\n")
                .contains("... (899936 bytes more)\n")
                .contains("letter   binary\n")
                .contains("today    can't be read: not a CloudEvent\n")
                .hasSizeLessThan(10_000);
        assertThat(run("show", beyond.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("The log has no record at " + beyond);
        long before = end(Topics.ISSUANCE);
        assertThat(run("retry", "--all", "--yes")).isEqualTo(1);
        assertThat(output())
                .contains(beyond + "  refused: the log has no record there")
                .contains(binary + "  refused: today's readers can't read it either: not a CloudEvent");
        assertThat(end(Topics.ISSUANCE)).isEqualTo(before);
        assertThat(run("dismiss", "--all", "--reason", "hostile")).isZero();
        assertThat(run("list")).isZero();
        assertThat(output()).contains("Nothing is open");
    }

    @Test
    void hashes_of_secrets_arent_shown() throws Exception {
        RecordId created = append(event(linkCreated("L-" + UUID.randomUUID())));

        assertThat(run("show", created.toString(), "--json")).isZero();

        assertThat(output())
                .contains("secretHash")
                .contains("\"readable\":true")
                .doesNotContain("5ecre7");
    }
}
