package dev.edgepass.issuer;

import dev.edgepass.worker.BackgroundWorker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code edgepass.worker.restarts}: how many times each worker of this service began anew after a failure. */
@Component
record WorkerMetrics(List<BackgroundWorker> workers) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry meters) {
        workers.forEach(
                worker -> FunctionCounter.builder("edgepass.worker.restarts", worker, BackgroundWorker::restarts)
                        .tag("worker", worker.name())
                        .register(meters));
    }
}
