package dev.edgepass.issuer;

import dev.edgepass.metrics.KeptMeters;
import dev.edgepass.metrics.WorkerRestarts;
import dev.edgepass.worker.BackgroundWorker;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The service's metrics beside those of its features (docs/metrics.md). */
@Configuration(proxyBeanMethods = false)
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
