package dev.edgepass.issuer.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TracingEndpointTest {
    /** All auto-configurations that Boot would look at here. */
    private static final List<String> CANDIDATES = StreamSupport.stream(
                    ImportCandidates.load(AutoConfiguration.class, null).spliterator(), false)
            .toList();

    private static List<String> letIn(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        TracingEndpoint filter = new TracingEndpoint();
        filter.setEnvironment(environment);
        boolean[] in = filter.match(CANDIDATES.toArray(String[]::new), null);
        return IntStream.range(0, in.length)
                .filter(i -> in[i])
                .mapToObj(CANDIDATES::get)
                .toList();
    }

    @Test
    void without_an_endpoint_no_part_of_tracing_is_looked_at_and_everything_else_is() {
        assertThat(CANDIDATES).anyMatch(name -> name.contains(".tracing."));

        assertThat(letIn(Map.of()))
                .hasSizeGreaterThan(CANDIDATES.size() / 2)
                .noneMatch(name -> name.contains("tracing") || name.contains("opentelemetry"));
    }

    @Test
    void with_an_endpoint_there_are_traces_and_no_logs_by_otlp() {
        assertThat(letIn(Map.of(TracingEndpoint.PROPERTY, "http://127.0.0.1:4318/v1/traces")))
                .anyMatch(name -> name.endsWith(".OtlpTracingAutoConfiguration"))
                .anyMatch(name -> name.endsWith(".OpenTelemetrySdkAutoConfiguration"))
                .noneMatch(name -> name.contains("opentelemetry.autoconfigure.logging"));
    }
}
