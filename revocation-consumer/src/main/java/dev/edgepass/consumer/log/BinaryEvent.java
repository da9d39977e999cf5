package dev.edgepass.consumer.log;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.v1.CloudEventV1;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A CloudEvent as our producers write it: binary mode, version 1.0 (Kafka Protocol Binding for CloudEvents, section 3.2), taken from the headers in one pass. The SDK's
 * reader takes several times as long, which a catching-up projection feels; it gets whatever looks different. Extensions are left out, as nobody reads them.
 */
final class BinaryEvent {
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
                    URI.create(source),
                    type,
                    "application/json",
                    null,
                    attributes.get("ce_subject"),
                    OffsetDateTime.parse(time),
                    BytesCloudEventData.wrap(message.value()),
                    Map.of()));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
