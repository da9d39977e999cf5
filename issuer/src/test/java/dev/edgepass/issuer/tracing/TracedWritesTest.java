package dev.edgepass.issuer.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Topics;
import dev.edgepass.issuer.log.WriteSpans.WriteSpan;
import dev.edgepass.tracing.SpanWords;
import io.micrometer.tracing.otel.bridge.OtelBaggageManager;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracedWritesTest {
    private final InMemorySpanExporter ended = InMemorySpanExporter.create();
    private final Map<String, String> headers = new HashMap<>();

    private WriteSpan begin(Sampler sampler, String topic) {
        Tracer otel = SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(ended))
                .build()
                .get("test");
        OtelCurrentTraceContext current = new OtelCurrentTraceContext();
        TracedWrites writes = new TracedWrites(
                new OtelTracer(otel, current, event -> {}, new OtelBaggageManager(current, List.of(), List.of())),
                new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel));
        return writes.begin(topic, headers::put);
    }

    @Test
    void a_reader_of_the_record_knows_its_span_which_ends_with_the_acknowledgement() {
        WriteSpan write = begin(Sampler.alwaysOn(), Topics.CONTROL);
        assertThat(ended.getFinishedSpanItems()).isEmpty();

        write.acknowledged(41);

        assertThat(ended.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("send edgepass.control");
            assertThat(span.getAttributes().get(AttributeKey.longKey(SpanWords.POSITION)))
                    .isEqualTo(42);
            assertThat(headers)
                    .containsExactly(Map.entry(
                            SpanWords.TRACEPARENT,
                            "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                                    + span.getSpanContext().getTraceFlags().asHex()));
        });
    }

    @Test
    void the_log_keeps_no_trace_that_isnt_sampled() {
        begin(Sampler.alwaysOff(), Topics.CONTROL).acknowledged(41);

        assertThat(headers).isEmpty();
        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void an_issuance_has_no_position() {
        begin(Sampler.alwaysOn(), Topics.ISSUANCE).acknowledged(41);

        assertThat(ended.getFinishedSpanItems())
                .singleElement()
                .satisfies(span -> assertThat(span.getAttributes().get(AttributeKey.longKey(SpanWords.POSITION)))
                        .isNull());
    }

    @Test
    void a_write_that_isnt_acknowledged_is_an_error() {
        begin(Sampler.alwaysOn(), Topics.CONTROL).failed(new IllegalStateException("why"));

        assertThat(ended.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getAttributes().get(AttributeKey.stringKey(SpanWords.EXCEPTION)))
                    .isEqualTo("IllegalStateException");
        });
    }
}
