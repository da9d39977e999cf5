package dev.edgepass.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

class PlainSpansTest {
    private final InMemorySpanExporter sent = InMemorySpanExporter.create();

    private Span begin() {
        return tracer().spanBuilder("send").startSpan();
    }

    private Tracer tracer() {
        return SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new PlainSpans(sent)))
                .build()
                .get("test");
    }

    @Test
    void an_attribute_leaves_only_if_it_is_on_the_list() {
        begin().setAttribute("http.url", "/s/secret")
                .setAttribute("uri", "/s/{secret}")
                .setAttribute(SpanWords.POSITION, 42)
                .end();

        assertThat(sent.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getAttributes().asMap())
                    .hasSize(2)
                    .containsEntry(AttributeKey.stringKey("uri"), "/s/{secret}")
                    .containsEntry(AttributeKey.longKey(SpanWords.POSITION), 42L);
            assertThat(span.getTotalAttributeCount()).isEqualTo(2);
        });
    }

    @Test
    void an_error_stays_one_without_its_text_and_its_stack_trace() {
        begin().recordException(new IllegalStateException("secret"))
                .addEvent("secret")
                .setStatus(StatusCode.ERROR, "secret")
                .end();

        assertThat(sent.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEmpty();
            assertThat(span.getEvents()).isEmpty();
            assertThat(span.getTotalRecordedEvents()).isZero();
        });
    }

    @Test
    void a_call_to_a_backend_is_sent_with_the_request_that_it_belongs_to_and_not_alone() {
        Tracer tracer = tracer();
        Span request =
                tracer.spanBuilder("request").setSpanKind(SpanKind.SERVER).startSpan();
        SpanBuilder call = tracer.spanBuilder("get").setSpanKind(SpanKind.CLIENT);
        call.startSpan().end();
        assertThat(sent.getFinishedSpanItems()).isEmpty();

        call.setParent(Context.root().with(request)).startSpan().end();
        request.end();

        assertThat(sent.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("get", "request");
    }
}
