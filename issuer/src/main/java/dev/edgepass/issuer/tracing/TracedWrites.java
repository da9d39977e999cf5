package dev.edgepass.issuer.tracing;

import dev.edgepass.event.Topics;
import dev.edgepass.issuer.log.WriteSpans;
import dev.edgepass.tracing.SpanWords;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A span for each write, in the trace of the request that waits for it. It ends with Kafka's acknowledgement. The record gets a {@code traceparent} if the trace is
 * sampled, as a log that is kept for ever has no use for others (ADR 18). Thread-safe.
 */
record TracedWrites(Tracer tracer, Propagator propagator) implements WriteSpans {
    @Override
    public WriteSpan begin(String topic, BiConsumer<String, String> headers) {
        Span span = tracer.spanBuilder()
                .name("send " + topic)
                .kind(Span.Kind.PRODUCER)
                .tag(SpanWords.SYSTEM, "kafka")
                .tag(SpanWords.TOPIC, topic)
                .start();
        if (Boolean.TRUE.equals(span.context().sampled())) {
            propagator.inject(span.context(), headers, TracedWrites::put);
        }
        return new Write(span, topic);
    }

    private static void put(@Nullable BiConsumer<String, String> headers, String name, String value) {
        // Neither tracestate nor baggage: their content is a caller's.
        if (headers != null && name.equals(SpanWords.TRACEPARENT)) {
            headers.accept(name, value);
        }
    }

    private record Write(Span span, String topic) implements WriteSpan {
        @Override
        public void acknowledged(long offset) {
            if (topic.equals(Topics.CONTROL)) {
                span.tag(SpanWords.POSITION, offset + 1);
            }
            span.end();
        }

        @Override
        public void failed(Exception cause) {
            span.tag(SpanWords.EXCEPTION, cause.getClass().getSimpleName());
            span.error(cause);
            span.end();
        }
    }
}
