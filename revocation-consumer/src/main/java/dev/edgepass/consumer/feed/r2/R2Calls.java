package dev.edgepass.consumer.feed.r2;

import dev.edgepass.metrics.R2Meters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.metrics.SdkMetric;

/** Gives {@link R2Meters} what the SDK measures of each call. Thread-safe. */
final class R2Calls implements MetricPublisher {
    private static final String ATTEMPT = "ApiCallAttempt";

    private final R2Meters meters;

    R2Calls(MeterRegistry registry) {
        this.meters = new R2Meters(registry);
    }

    @Override
    public void publish(MetricCollection call) {
        List<MetricCollection> attempts = call.childrenWithName(ATTEMPT).toList();
        int status = attempts.isEmpty()
                ? R2Meters.NO_ANSWER
                : first(attempts.get(attempts.size() - 1), HttpMetric.HTTP_STATUS_CODE, R2Meters.NO_ANSWER);
        meters.record(
                first(call, CoreMetric.OPERATION_NAME, ""),
                attempts.size(),
                status,
                first(call, CoreMetric.API_CALL_DURATION, Duration.ZERO));
    }

    private static <T> T first(MetricCollection of, SdkMetric<T> metric, T otherwise) {
        return of.metricValues(metric).stream().findFirst().orElse(otherwise);
    }

    @Override
    public void close() {}
}
