package dev.edgepass.issuer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.testing.FakeClock;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class LogHealthTest {
    private static final MetricName CONNECTIONS = new MetricName("connection-count", "producer-metrics", "", Map.of());

    private final FakeClock clock = new FakeClock();
    private final MockProducer<String, CloudEvent> control = producer();
    private final MockProducer<String, CloudEvent> issuance = producer();
    private final EventLog log = new EventLog(control, issuance, (position, changed) -> {}, WriteSpans.NONE, clock);
    private final LogHealth health = new LogHealth(control, issuance, log, clock);

    @Test
    void it_is_up_while_both_producers_are_connected() {
        assertThat(status()).isEqualTo(Status.UP);

        connect(issuance, 0);

        assertThat(status()).isEqualTo(Status.DOWN);
    }

    @Test
    void a_write_that_was_not_acknowledged_counts_until_another_one_is() {
        fail();
        assertThat(status()).isEqualTo(Status.DOWN);

        issuance.sendException = null;
        write();

        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void an_issuer_that_nobody_asks_again_does_not_stay_down() {
        fail();

        clock.pass(LogHealth.RECENT.minusMillis(1));
        assertThat(status()).isEqualTo(Status.DOWN);
        clock.pass(Duration.ofMillis(1));
        assertThat(status()).isEqualTo(Status.UP);
    }

    private Status status() {
        return health.health().getStatus();
    }

    private void fail() {
        issuance.sendException = new KafkaException("away");
        assertThatThrownBy(this::write).isInstanceOf(ProblemException.class);
    }

    private void write() {
        IssuanceEvent.Grant grant = new IssuanceEvent.Grant(
                "jti-0000000000000000",
                "kid",
                "subject",
                null,
                null,
                List.of("p/"),
                false,
                List.of(),
                clock.instant(),
                clock.instant().plusSeconds(60),
                1);
        log.append(new IssuanceEvent.TokenIssued(grant), "subject");
    }

    private static MockProducer<String, CloudEvent> producer() {
        MockProducer<String, CloudEvent> producer =
                new MockProducer<>(true, null, new StringSerializer(), new CloudEventSerializer());
        connect(producer, 1);
        return producer;
    }

    private static void connect(MockProducer<String, CloudEvent> producer, double connections) {
        producer.setMockMetrics(CONNECTIONS, new Metric() {
            @Override
            public MetricName metricName() {
                return CONNECTIONS;
            }

            @Override
            public Object metricValue() {
                return connections;
            }
        });
    }
}
