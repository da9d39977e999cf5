package dev.edgepass.metrics;

import dev.edgepass.worker.BackgroundWorker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;

/** {@code edgepass.worker.restarts}: how many times each worker of a service began anew after a failure. */
public record WorkerRestarts(List<BackgroundWorker> workers) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry meters) {
        workers.forEach(
                worker -> FunctionCounter.builder("edgepass.worker.restarts", worker, BackgroundWorker::restarts)
                        .tag("worker", worker.name())
                        .register(meters));
    }
}
