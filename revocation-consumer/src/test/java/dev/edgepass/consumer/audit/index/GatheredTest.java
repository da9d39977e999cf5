package dev.edgepass.consumer.audit.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class GatheredTest {
    private static final int LARGEST = 1 << 20;

    /** Of records of that size and with so many keys. */
    private static int untilFull(int bytes, int keys) {
        Gathered gathered = new Gathered();
        int records = 0;
        while (!gathered.isFull()) {
            ConsumerRecord<byte[], byte[]> message = new ConsumerRecord<>(
                    "a-topic",
                    0,
                    records,
                    0,
                    TimestampType.LOG_APPEND_TIME,
                    0,
                    bytes,
                    new byte[0],
                    new byte[0],
                    new RecordHeaders(),
                    Optional.empty());
            gathered.add(0, message, new IndexRow(records, 0, "", null, new long[keys], null));
            records++;
        }
        assertThat(gathered.rows().get(0)).hasSize(records);
        return records;
    }

    @Test
    void small_records_are_bounded_by_their_number() {
        assertThat(untilFull(300, 5)).isEqualTo(20_000);
    }

    @Test
    void large_records_are_bounded_by_their_bytes() {
        assertThat(untilFull(LARGEST, 0)).isEqualTo(16);
    }

    @Test
    void records_that_name_much_are_bounded_by_what_they_name() {
        assertThat(untilFull(0, 10_000)).isLessThan(50);
    }
}
