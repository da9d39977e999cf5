package dev.edgepass.consumer;

import dev.edgepass.metrics.KeptMeters;
import dev.edgepass.metrics.WorkerRestarts;
import dev.edgepass.worker.BackgroundWorker;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsEndpointAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The service's metrics beside those of its features (docs/metrics.md), and where they are read. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    JvmMetricsAutoConfiguration.class,
    MetricsEndpointAutoConfiguration.class,
    PrometheusMetricsExportAutoConfiguration.class,
    SystemMetricsAutoConfiguration.class
})
class ServiceMeters {
    @Bean
    MeterFilter keptMeters() {
        return new KeptMeters();
    }

    @Bean
    MeterBinder workerRestarts(List<BackgroundWorker> workers) {
        return new WorkerRestarts(workers);
    }
}
