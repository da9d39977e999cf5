package dev.edgepass.local.doctor;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.status.ConsumerHealth;
import java.net.URI;

/** Asks a revocation consumer. */
final class ConsumerProbe {
    private ConsumerProbe() {}

    /**
     * @throws NotSeen where it doesn't answer
     */
    static ConsumerFacts of(Http http, URI consumer) {
        ConsumerHealth health = ConsumerHealth.of(http, consumer)
                .orElseThrow(() -> new NotSeen("The revocation consumer at " + consumer + " doesn't answer."));
        return new ConsumerFacts(
                consumer,
                http.isOk(consumer.resolve("/actuator/health/readiness")),
                health.controlProjection(),
                health.wordsProjection(),
                health.issuanceProjection(),
                health.viewsProjection(),
                health.feed(),
                health.clockInStep(),
                health.archive());
    }
}
