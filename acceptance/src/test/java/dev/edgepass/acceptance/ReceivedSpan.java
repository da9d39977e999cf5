package dev.edgepass.acceptance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A span as OTLP has it (opentelemetry/proto/trace/v1).
 *
 * @param parent the parent's id, empty for a root
 * @param nanos from its start to its end
 * @param events how many
 * @param statusText text of its status
 */
record ReceivedSpan(
        String service,
        String trace,
        String id,
        String parent,
        String name,
        long nanos,
        Map<String, String> attributes,
        int events,
        String statusText) {
    /** Of an {@code ExportTraceServiceRequest}. */
    static List<ReceivedSpan> of(byte[] request) {
        List<ReceivedSpan> spans = new ArrayList<>();
        for (ProtobufMessage perResource : ProtobufMessage.of(request).messages(1)) {
            String service = attributes(perResource.messages(1).get(0), 1).get("service.name");
            for (ProtobufMessage scope : perResource.messages(2)) {
                scope.messages(2).forEach(span -> spans.add(of(service, span)));
            }
        }
        return spans;
    }

    private static ReceivedSpan of(String service, ProtobufMessage span) {
        return new ReceivedSpan(
                service,
                span.hex(1),
                span.hex(2),
                span.hex(4),
                span.text(5),
                span.number(8) - span.number(7),
                attributes(span, 9),
                span.messages(11).size(),
                span.messages(15).stream()
                        .map(status -> status.text(2))
                        .findFirst()
                        .orElse(""));
    }

    private static Map<String, String> attributes(ProtobufMessage of, int id) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (ProtobufMessage pair : of.messages(id)) {
            ProtobufMessage value = pair.messages(2).get(0);
            boolean isText = value.fields().stream().anyMatch(field -> field.id() == 1);
            attributes.put(pair.text(1), isText ? value.text(1) : Long.toString(value.number(3)));
        }
        return attributes;
    }
}
