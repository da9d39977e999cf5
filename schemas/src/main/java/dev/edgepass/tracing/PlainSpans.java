package dev.edgepass.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/**
 * Sends spans on without what could hold a secret: attributes but those of {@link SpanWords}, events, which are exceptions with their texts and stack traces, and the
 * text of a status. Whatever library adds an attribute, it leaves no service before it is on that list. A call to a backend that belongs to no request, such as a
 * regular look into Redis, isn't sent. Thread-safe as {@code next} is.
 */
public record PlainSpans(SpanExporter next) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return next.export(spans.stream()
                .filter(PlainSpans::belongsToATrace)
                .<SpanData>map(Plain::new)
                .toList());
    }

    private static boolean belongsToATrace(SpanData span) {
        return span.getKind() != SpanKind.CLIENT || span.getParentSpanContext().isValid();
    }

    @Override
    public CompletableResultCode flush() {
        return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }

    private static final class Plain extends DelegatingSpanData {
        private final Attributes attributes;

        Plain(SpanData span) {
            super(span);
            AttributesBuilder allowed = Attributes.builder();
            span.getAttributes().forEach((key, value) -> copy(key, value, allowed));
            this.attributes = allowed.build();
        }

        @SuppressWarnings("unchecked")
        private static void copy(AttributeKey<?> key, Object value, AttributesBuilder to) {
            if (SpanWords.ALLOWED.contains(key.getKey())) {
                to.put((AttributeKey<Object>) key, value);
            }
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public int getTotalAttributeCount() {
            return attributes.size();
        }

        @Override
        public List<EventData> getEvents() {
            return List.of();
        }

        @Override
        public int getTotalRecordedEvents() {
            return 0;
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }
    }
}
