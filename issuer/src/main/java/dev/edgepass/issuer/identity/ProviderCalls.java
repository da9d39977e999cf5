package dev.edgepass.issuer.identity;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** Times the reads of the identity provider's keys, its metadata included: {@code edgepass.identity.call}. Thread-safe. */
@Component
final class ProviderCalls {
    private final MeterRegistry meters;
    private final Timer answered;
    private final Timer failed;

    ProviderCalls(MeterRegistry meters) {
        this.meters = meters;
        answered = meters.timer("edgepass.identity.call", "outcome", "answered");
        failed = meters.timer("edgepass.identity.call", "outcome", "failed");
    }

    Timer.Sample start() {
        return Timer.start(meters);
    }

    void end(Timer.Sample time, boolean isAnswered) {
        time.stop(isAnswered ? answered : failed);
    }
}
