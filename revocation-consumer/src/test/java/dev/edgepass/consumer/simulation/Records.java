package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The log's records as Kafka gives them to a consumer, written as the issuer writes them. */
final class Records {
    private static final EventCodec CODEC = new EventCodec();
    private static final byte[] GARBAGE = {1, 2, 3};
    private static final byte[] NEWER = "dev.edgepass.newer.v1".getBytes();
    /** Some are as large as a bulk revocation, by blanks behind the JSON: a poll is then more than a core takes at once. */
    private static final int SIZES = 10;

    /** Every third has a header of its trace, as those of an issuer that traces. */
    private static final int TRACED = 3;

    private static final byte[] TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes();

    private final Map<Entry, ConsumerRecord<byte[], byte[]>> records = new IdentityHashMap<>();

    /** The record of {@code entry}; always the same one. */
    ConsumerRecord<byte[], byte[]> of(Entry entry) {
        return records.computeIfAbsent(entry, this::encode);
    }

    private ConsumerRecord<byte[], byte[]> encode(Entry entry) {
        ControlEvent event = entry.event();
        if (event == null) {
            return record(entry, new RecordHeaders(), GARBAGE, GARBAGE.length);
        }
        Instant time = Instant.ofEpochMilli(entry.acceptedAt());
        ProducerRecord<String, byte[]> message = KafkaMessageFactory.createWriter(Topics.CONTROL, "control")
                .writeBinary(CODEC.encode(new LoggedEvent<>("event-" + entry.position(), "/issuer", time, event)));
        if (entry.position() % TRACED == 0) {
            message.headers().add("traceparent", TRACE);
        }
        byte[] value = message.value();
        if (!(event instanceof ControlEvent.LogPadded)) {
            int length = value.length;
            value = Arrays.copyOf(value, length << entry.position() % SIZES);
            Arrays.fill(value, length, value.length, (byte) ' ');
        }
        return record(entry, message.headers(), value, value.length);
    }

    /** The record of {@code entry} as one of a type that this build doesn't know. */
    ConsumerRecord<byte[], byte[]> unknown(Entry entry) {
        ConsumerRecord<byte[], byte[]> known = of(entry);
        Headers headers = new RecordHeaders(known.headers()).remove("ce_type").add("ce_type", NEWER);
        return record(entry, headers, known.value(), known.serializedValueSize());
    }

    /** The record of {@code entry} without its size. */
    ConsumerRecord<byte[], byte[]> withoutSize(Entry entry) {
        return record(entry, of(entry).headers(), of(entry).value(), ConsumerRecord.NULL_SIZE);
    }

    private static ConsumerRecord<byte[], byte[]> record(Entry entry, Headers headers, byte[] value, int size) {
        return new ConsumerRecord<>(
                Topics.CONTROL,
                0,
                entry.offset(),
                entry.acceptedAt(),
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                size,
                null,
                value,
                headers,
                Optional.empty());
    }
}
