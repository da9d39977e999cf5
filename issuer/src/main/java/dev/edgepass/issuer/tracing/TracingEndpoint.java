package dev.edgepass.issuer.tracing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves Boot's tracing out where no endpoint takes spans: no tracer, no sampling, no classes. Logs by OTLP are always left out. In {@code META-INF/spring.factories}.
 */
final class TracingEndpoint implements AutoConfigurationImportFilter, EnvironmentAware {
    /** Boot's name; {@code OTEL_EXPORTER_OTLP_ENDPOINT} in the environment sets it too. */
    static final String PROPERTY = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final String LOGS = "org.springframework.boot.opentelemetry.autoconfigure.logging.";
    private static final String SDK = "org.springframework.boot.opentelemetry.";
    private static final String TRACING = "org.springframework.boot.micrometer.tracing.";

    private boolean isSet;

    @Override
    public void setEnvironment(Environment environment) {
        isSet = environment.containsProperty(PROPERTY);
    }

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] in = new boolean[candidates.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = isIn(candidates[i]);
        }
        return in;
    }

    /** @param candidate null where another filter has left it out */
    private boolean isIn(@Nullable String candidate) {
        if (candidate == null || candidate.startsWith(LOGS)) {
            return false;
        }
        return isSet || !(candidate.startsWith(SDK) || candidate.startsWith(TRACING));
    }
}
