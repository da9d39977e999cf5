package dev.edgepass.consumer.notice.delivery;

import dev.edgepass.consumer.log.DeadLetters;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.event.Topics;
import dev.edgepass.worker.BackgroundWorker;
import dev.edgepass.worker.RepeatedWarnings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Runs a listener container for each destination, in a group of its own: a destination that is down holds up its own notices and no other's. Of several instances of
 * this program one delivers to a destination at a time. Thread-safe.
 */
public final class NoticeDelivery extends BackgroundWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(NoticeDelivery.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration KAFKA_AWAY = Duration.ofSeconds(5);
    /** After which another instance goes on for one that was killed. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(10);

    private static final Duration STOP = Duration.ofSeconds(5);
    private static final String OUTAGE = "notices";

    /** So many attempts of 10 s end within Kafka's {@code max.poll.interval.ms}. */
    private static final int AT_ONCE = 20;

    private final RepeatedWarnings warnings = new RepeatedWarnings(log);
    private final Map<String, NoticeSender> senders;
    private final Map<String, DestinationStatus> statuses = new TreeMap<>();
    private final RetryPolicy policy;
    private final ConsumerFactory<byte[], byte[]> consumers;
    private final EventLog events;
    private final NoticeGroups groups;
    private final EventReader reader;
    private final DeadLetters dead;
    private final DeliveredNotices delivered;

    /**
     * @param senders by the destination's name
     * @param firstRetry pause after a first failure
     * @param giveUpAfter age of a notice past which a failure is its last
     */
    public NoticeDelivery(
            Map<String, NoticeSender> senders,
            Duration firstRetry,
            Duration giveUpAfter,
            ConsumerFactory<byte[], byte[]> consumers,
            EventLog events,
            Admin admin,
            EventReader reader,
            DeadLetters dead,
            DeliveredNotices delivered,
            MeterRegistry meters) {
        super("notices");
        this.senders = Map.copyOf(senders);
        this.policy = new RetryPolicy(
                firstRetry, giveUpAfter, () -> ThreadLocalRandom.current().nextDouble());
        this.consumers = consumers;
        this.events = events;
        this.groups = new NoticeGroups(admin);
        this.reader = reader;
        this.dead = dead;
        this.delivered = delivered;
        senders.keySet().forEach(name -> statuses.put(name, new DestinationStatus(name, meters)));
    }

    /** How each destination does, in the order of their names. */
    public List<DestinationStatus> statuses() {
        return List.copyOf(statuses.values());
    }

    @Override
    protected void run() throws InterruptedException {
        List<KafkaMessageListenerContainer<byte[], byte[]>> containers = new ArrayList<>();
        try {
            containers.addAll(prepared());
            containers.forEach(KafkaMessageListenerContainer::start);
            while (isRunning()) {
                Thread.sleep(LOOK.toMillis());
                containers.forEach(NoticeDelivery::requireAlive);
            }
        } finally {
            stop(containers);
        }
    }

    /** Waits a while for what they are at. */
    private static void stop(List<KafkaMessageListenerContainer<byte[], byte[]>> containers) {
        boolean interrupted = Thread.interrupted();
        CountDownLatch stopped = new CountDownLatch(containers.size());
        containers.forEach(container -> container.stop(stopped::countDown));
        try {
            if (!stopped.await(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("an attempt goes on");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void requireAlive(KafkaMessageListenerContainer<byte[], byte[]> container) {
        if (!container.isRunning()) {
            throw new IllegalStateException("the container of " + container.getGroupId() + " has ended");
        }
    }

    private List<KafkaMessageListenerContainer<byte[], byte[]>> prepared() throws InterruptedException {
        while (true) {
            try {
                events.ensureTopics();
                List<KafkaMessageListenerContainer<byte[], byte[]>> containers = new ArrayList<>();
                for (String removed : groups.removed(senders.keySet())) {
                    containers.add(
                            container(NoticeGroups.of(removed), new StrayNotices(removed::equals, reader, dead)));
                }
                for (Map.Entry<String, DestinationStatus> destination : statuses.entrySet()) {
                    groups.begin(destination.getKey());
                    containers.add(container(NoticeGroups.of(destination.getKey()), listener(destination.getValue())));
                }
                containers.add(container(
                        NoticeGroups.STRAYS, new StrayNotices(name -> !senders.containsKey(name), reader, dead)));
                warnings.over(OUTAGE, "the notices can be read again");
                return containers;
            } catch (LogUnavailable e) {
                warnings.warn(OUTAGE, "the notices can't be read: " + e.getMessage());
                Thread.sleep(KAFKA_AWAY.toMillis());
            }
        }
    }

    private DestinationListener listener(DestinationStatus status) {
        NoticeSender sender = senders.get(status.destination());
        if (sender == null) {
            throw new IllegalStateException(status.destination() + " has no sender");
        }
        return new DestinationListener(status, sender, policy, delivered, reader, dead, Clock.systemUTC());
    }

    private KafkaMessageListenerContainer<byte[], byte[]> container(
            String group, AcknowledgingMessageListener<byte[], byte[]> listener) {
        Properties reading = new Properties();
        reading.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reading.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(AT_ONCE));
        reading.setProperty(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Long.toString(TAKE_OVER.toMillis()));
        ContainerProperties properties = new ContainerProperties(Topics.NOTICES);
        properties.setGroupId(group);
        properties.setClientId(group);
        properties.setKafkaConsumerProperties(reading);
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setStopImmediate(true);
        properties.setAuthExceptionRetryInterval(KAFKA_AWAY);
        properties.setMessageListener(listener);
        KafkaMessageListenerContainer<byte[], byte[]> container =
                new KafkaMessageListenerContainer<>(consumers, properties);
        container.setBeanName(group);
        // What a listener throws against its contract: again and again, since the default would skip the record.
        container.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(KAFKA_AWAY.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS)));
        return container;
    }
}
