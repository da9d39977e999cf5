package dev.edgepass.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecordsTest {
    private static final LoggedEvent<ControlEvent> EVENT = new LoggedEvent<>(
            "id-1",
            "/issuer/ä",
            Instant.parse("2026-11-22T13:00:00.125Z"),
            new ControlEvent.LinkCreated(
                    "L1",
                    "5ec",
                    LinkTerms.of("a/"),
                    "acme",
                    null,
                    null,
                    Instant.parse("2026-11-22T13:00:00.125Z"),
                    "ada"));

    private final EventRecords reader = new EventRecords();

    private static ConsumerRecord<byte[], byte[]> record(Headers headers, byte[] value) {
        return new ConsumerRecord<>(
                Topics.CONTROL,
                0,
                7,
                0L,
                TimestampType.CREATE_TIME,
                -1,
                value.length,
                null,
                value,
                headers,
                Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> binary() {
        ProducerRecord<Void, byte[]> written =
                KafkaMessageFactory.createWriter(Topics.CONTROL).writeBinary(new EventCodec().encode(EVENT));
        return record(written.headers(), written.value());
    }

    private static Headers without(String header) {
        Headers headers = new RecordHeaders(binary().headers().toArray());
        return headers.remove(header);
    }

    @Test
    void a_header_that_is_no_attribute_of_the_event_changes_nothing() {
        ConsumerRecord<byte[], byte[]> traced = binary();
        traced.headers()
                .add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes())
                .add("tracestate", new byte[] {0, (byte) 0xff})
                .add("of-a-later-release", null);

        assertThat(reader.read(traced, ControlEvent.class)).isEqualTo(EVENT);
    }

    @Test
    void an_event_in_binary_mode_is_read_from_its_headers_as_the_sdk_reads_it() {
        CloudEvent ours = BinaryEvent.of(binary()).orElseThrow();
        CloudEvent theirs = KafkaMessageFactory.createReader(binary()).toEvent();

        assertThat(new EventCodec().decode(ours)).isEqualTo(new EventCodec().decode(theirs));
        assertThat(control(binary())).isEqualTo(EVENT);
    }

    @Test
    void an_event_of_another_content_type_is_left_to_the_sdk() {
        Headers headers = without("content-type");
        headers.add("content-type", "application/json; charset=utf-8".getBytes(StandardCharsets.UTF_8));

        assertThat(BinaryEvent.of(record(headers, binary().value()))).isEmpty();
        assertThat(control(record(headers, binary().value()))).isEqualTo(EVENT);
    }

    @Test
    void an_event_that_lacks_an_attribute_is_unreadable() {
        for (String header : new String[] {"ce_id", "ce_source", "ce_type", "ce_time", "ce_specversion"}) {
            ConsumerRecord<byte[], byte[]> lacking = record(without(header), binary().value());

            assertThatThrownBy(() -> control(lacking))
                    .as("without " + header)
                    .isInstanceOf(UnreadableEventException.class);
        }
    }

    @Test
    void a_sound_envelope_of_another_type_or_version_is_an_unknown_event_and_no_garbage() {
        for (String type :
                new String[] {"dev.edgepass.revocation.created.v2", "dev.edgepass.new.v1", "com.example.other"}) {
            Headers headers = without("ce_type").add("ce_type", type.getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> control(record(headers, binary().value())))
                    .isInstanceOfSatisfying(
                            UnknownEventException.class,
                            e -> assertThat(e.type()).isEqualTo(type));
        }
        Headers later = without("ce_specversion").add("ce_specversion", "2.0".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> control(record(later, binary().value())))
                .isInstanceOfSatisfying(
                        UnknownEventException.class,
                        e -> assertThat(e.type()).isEqualTo("dev.edgepass.link.created.v1 in CloudEvents 2.0"));
    }

    @Test
    void what_a_type_is_called_is_cut_and_cleaned_before_it_is_shown() {
        Headers headers =
                without("ce_type").add("ce_type", ("a\n\u001b" + "x".repeat(5_000)).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> control(record(headers, binary().value())))
                .isInstanceOfSatisfying(
                        UnknownEventException.class,
                        e -> assertThat(e.type()).hasSize(200).startsWith("a??x"));
    }

    @Test
    void an_event_of_a_known_type_whose_data_no_fold_takes_is_unreadable_and_not_unknown() {
        String targets = "[{\"kind\":\"tenant\",\"id\":\"a\\ud800\"}]";
        for (String data : new String[] {
            "{}",
            "no json",
            "{\"revocationId\":\"R\",\"targets\":" + targets + ",\"effect\":\"block\",\"actor\":\"ada\"}"
        }) {
            Headers headers = without("ce_type")
                    .add("ce_type", "dev.edgepass.revocation.created.v1".getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> control(record(headers, data.getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(UnreadableEventException.class)
                    .isNotInstanceOf(UnknownEventException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T13:00:00Z",
                "2026-11-22T13:00:00.1Z",
                "2026-11-22T13:00:00.125Z",
                "2026-11-22T23:59:59.123456789Z",
                "2024-02-29T00:00:00.000001Z",
                "2026-11-22T15:00:00.125+02:00",
                "2026-11-22T13:00:00.Z",
                "2026-11-22T13:00Z"
            })
    void a_time_is_read_as_the_sdk_reads_it(String time) {
        ConsumerRecord<byte[], byte[]> timed = at(time);

        assertThat(BinaryEvent.of(timed).orElseThrow().getTime()).isEqualTo(OffsetDateTime.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-11-22T13:00:00.1234567890Z",
                "2026-11-22T13:00:0xZ",
                "2026-13-22T13:00:00Z",
                "2026-02-29T13:00:00Z",
                "2026-11-22T24:00:01Z",
                "2026-11-22T13:00:60Z",
                "2026-11-22T13:00:00,125Z",
                "٢٠٢٦-11-22T13:00:00Z",
                ""
            })
    void an_event_with_a_time_that_is_none_is_unreadable(String time) {
        ConsumerRecord<byte[], byte[]> timed = at(time);

        assertThatThrownBy(() -> control(timed)).isInstanceOf(UnreadableEventException.class);
    }

    private LoggedEvent<ControlEvent> control(ConsumerRecord<byte[], byte[]> message) {
        return reader.read(message, ControlEvent.class);
    }

    private static ConsumerRecord<byte[], byte[]> at(String time) {
        Headers headers = without("ce_time");
        headers.add("ce_time", time.getBytes(StandardCharsets.UTF_8));
        return record(headers, binary().value());
    }
}
