package dev.edgepass.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.v1.CloudEventV1;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A CloudEvent as our producers write it: binary mode, version 1.0 (Kafka Protocol Binding for CloudEvents, section 3.2), taken from the headers in one pass. The SDK's
 * reader takes several times as long, which a catching-up projection feels; it gets whatever looks different. Extensions are left out: no reader needs them.
 */
final class BinaryEvent {
    /** Of the event before: issuers are few, and their names needn't be parsed again. */
    private static volatile URI lastSource = URI.create("");

    private BinaryEvent() {}

    /** Empty where it is something else, or not a sound event. */
    static Optional<CloudEvent> of(ConsumerRecord<byte[], byte[]> message) {
        Map<String, String> attributes = new HashMap<>();
        for (Header header : message.headers()) {
            if (header.value() != null) {
                attributes.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        String id = attributes.get("ce_id");
        String source = attributes.get("ce_source");
        String type = attributes.get("ce_type");
        String time = attributes.get("ce_time");
        if (!"1.0".equals(attributes.get("ce_specversion"))
                || !"application/json".equals(attributes.get("content-type"))
                || id == null
                || source == null
                || type == null
                || time == null
                || message.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CloudEventV1(
                    id,
                    source(source),
                    type,
                    "application/json",
                    null,
                    attributes.get("ce_subject"),
                    PlainTime.parse(time).orElseGet(() -> OffsetDateTime.parse(time)),
                    BytesCloudEventData.wrap(message.value()),
                    Map.of()));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static URI source(String text) {
        URI last = lastSource;
        if (last.toString().equals(text)) {
            return last;
        }
        URI source = URI.create(text);
        lastSource = source;
        return source;
    }
}
