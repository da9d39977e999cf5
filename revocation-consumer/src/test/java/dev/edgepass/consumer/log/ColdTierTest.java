package dev.edgepass.consumer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ColdTierTest {
    private static final TopicPartition PARTITION = new TopicPartition("a-topic", 0);

    private final List<String> shown = new ArrayList<>();

    /** What it shows at one reading after another: a batch for each text, a record for each of its letters. */
    private static ColdTier of(List<String> first, List<String> second) {
        Iterator<List<String>> next = List.of(first, second).iterator();
        return (partition, topicId, from, to, batch) -> {
            int offset = 0;
            for (String letters : next.next()) {
                int begin = offset;
                batch.accept(IntStream.range(0, letters.length())
                        .mapToObj(i -> message(begin + i, letters.substring(i, i + 1)))
                        .toList());
                offset += letters.length();
            }
        };
    }

    private static ConsumerRecord<byte[], byte[]> message(long offset, String letter) {
        return new ConsumerRecord<>("a-topic", 0, offset, null, letter.getBytes(StandardCharsets.UTF_8));
    }

    private void read(ColdTier cold) {
        cold.readProved(
                PARTITION,
                "id",
                0,
                5,
                records -> records.forEach(message -> shown.add(new String(message.value(), StandardCharsets.UTF_8))));
    }

    @Test
    void what_both_readings_have_is_shown_once() {
        read(of(List.of("abc", "de"), List.of("abc", "de")));

        assertThat(shown).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void what_the_second_reading_has_alone_is_not_shown_nor_anything_behind_it() {
        ColdTier cold = of(List.of("abc", "de", "f"), List.of("abc", "dX", "f"));

        assertThatThrownBy(() -> read(cold)).isInstanceOf(LogTruncated.class).hasMessageContaining("offset 3");
        assertThat(shown).containsExactly("a", "b", "c");
    }

    @Test
    void more_at_the_second_reading_is_not_shown() {
        ColdTier cold = of(List.of("abc"), List.of("abc", "d"));

        assertThatThrownBy(() -> read(cold)).isInstanceOf(LogTruncated.class);
        assertThat(shown).containsExactly("a", "b", "c");
    }

    @Test
    void a_first_reading_that_is_not_proved_shows_nothing() {
        ColdTier cold = (partition, topicId, from, to, batch) -> {
            batch.accept(List.of(message(0, "a")));
            throw new LogTruncated("isn't what was signed");
        };

        assertThatThrownBy(() -> read(cold)).hasMessage("isn't what was signed");
        assertThat(shown).isEmpty();
    }
}
