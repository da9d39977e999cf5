package dev.edgepass.issuer.tracing;

import dev.edgepass.issuer.log.WriteSpans;
import dev.edgepass.tracing.PlainSpans;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beside Boot's own tracing, which {@link TracingEndpoint} lets in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(TracingEndpoint.PROPERTY)
class TracingConfiguration {
    @Bean
    SpanExporters plainSpans(ObjectProvider<SpanExporter> exporters) {
        return SpanExporters.of(exporters.orderedStream().map(PlainSpans::new).toList());
    }

    @Bean
    WriteSpans writeSpans(Tracer tracer, Propagator propagator) {
        return new TracedWrites(tracer, propagator);
    }
}
