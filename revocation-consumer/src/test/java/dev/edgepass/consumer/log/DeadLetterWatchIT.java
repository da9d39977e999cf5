package dev.edgepass.consumer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.local.testing.RealBackends;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

class DeadLetterWatchIT {
    private static final String LETTERS = DeadLetter.topicFor(Topics.CONTROL);
    private static final RecordId RECORD = new RecordId(Topics.CONTROL, 0, 17);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestLog log = new TestLog();
    private Admin admin;
    private DeadLetterWatch watch;

    @BeforeEach
    void start() throws Exception {
        TestLog.clean();
        admin = Admin.create(Map.of("bootstrap.servers", RealBackends.kafka()));
        EventLog events = new EventLog(
                new DefaultKafkaConsumerFactory<>(
                        Map.of("bootstrap.servers", RealBackends.kafka(), "auto.offset.reset", "none"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                admin,
                Topics.all(Replication.ONE));
        watch = new DeadLetterWatch(events, meters, Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        watch.stop();
        admin.close();
        log.close();
    }

    @Test
    void the_open_ones_are_counted_whatever_else_is_on_the_topic_and_a_decision_ends_them() throws Exception {
        assertThat(open(Topics.CONTROL)).isNaN();
        watch.start();
        awaitOpen(Topics.CONTROL, 0);
        awaitOpen(Topics.ISSUANCE, 0);

        log.appendGarbage(LETTERS);
        log.appendGarbage(LETTERS, "[".repeat(500_000).getBytes(StandardCharsets.UTF_8));
        log.appendGarbage(LETTERS, new DeadLetter.PassedOver(RECORD, 1, "garbage").toBytes());
        log.appendGarbage(LETTERS, new DeadLetter.PassedOver(RECORD, 1, "garbage").toBytes());
        awaitOpen(Topics.CONTROL, 1);

        log.appendGarbage(LETTERS, new DeadLetter.Settled(RECORD, 1, DeadLetter.Outcome.DISMISSED, "").toBytes());
        awaitOpen(Topics.CONTROL, 0);
        assertThat(watch.restarts()).isZero();
    }

    @Test
    void the_number_is_unknown_while_the_topic_cant_be_read_and_that_of_a_new_topic_afterwards() throws Exception {
        log.appendGarbage(LETTERS, new DeadLetter.PassedOver(RECORD, 1, "garbage").toBytes());
        watch.start();
        awaitOpen(Topics.CONTROL, 1);

        TestLog.delete(LETTERS);
        await().until(() -> Double.isNaN(open(Topics.CONTROL)));
        TestLog.clean();
        awaitOpen(Topics.CONTROL, 0);
    }

    private void awaitOpen(String topic, double number) {
        await().until(() -> open(topic) == number);
    }

    private double open(String topic) {
        return meters.get("edgepass.deadletters.open")
                .tag("topic", topic)
                .gauge()
                .value();
    }
}
