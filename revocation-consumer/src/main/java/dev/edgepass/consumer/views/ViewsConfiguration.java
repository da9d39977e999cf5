package dev.edgepass.consumer.views;

import dev.edgepass.consumer.log.DeadLetters;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.projection.ProjectionHealth;
import dev.edgepass.event.Topics;
import dev.edgepass.readmodel.Keys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** The beans of the views' projection: a listener container of spring-kafka's, with a group that shares the partitions (ADR 19). */
@Configuration(proxyBeanMethods = false)
public class ViewsConfiguration {
    /** Its offsets in Kafka are for an operator's tools: the projection keeps its own beside its data. */
    static final String GROUP = "edgepass-views";

    private static final long LOOK_MILLIS = 2_000;
    private static final long FIRST_DELAY_MILLIS = 500;
    private static final long LONGEST_DELAY_MILLIS = 5_000;
    private static final int SHUTDOWN_MILLIS = 5_000;

    private static final Map<String, String> CONSUMER = Map.of(
            // A partition whose beginning Kafka has deleted goes on where it begins now.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            // The topic may be made after this consumer has asked for it.
            ConsumerConfig.METADATA_MAX_AGE_CONFIG, "5000",
            // After which another instance goes on for one that was killed.
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000",
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "65536",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");

    @Bean
    ViewsListener viewsListener(
            StringRedisTemplate redis,
            EventReader reader,
            DeadLetters dead,
            EventLog events,
            ObjectProvider<ViewsObserver> observers,
            MeterRegistry meters) {
        List<ViewsObserver> all = observers.orderedStream().toList();
        ViewsProjection projection = new ViewsProjection(
                redis, Keys.LIVE, reader, dead::send, change -> all.forEach(observer -> observer.changing(change)));
        return new ViewsListener(projection, events, meters);
    }

    @Bean
    @SuppressWarnings("unchecked")
    ConcurrentMessageListenerContainer<byte[], byte[]> viewsContainer(
            ConsumerFactory<?, ?> consumers, ViewsListener viewsListener) {
        ContainerProperties properties = new ContainerProperties(Topics.USAGE);
        properties.setGroupId(GROUP);
        properties.setClientId("edgepass-projection-views");
        properties.setMessageListener(viewsListener);
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setIdleEventInterval(LOOK_MILLIS);
        properties.setShutdownTimeout(SHUTDOWN_MILLIS);
        properties.setMissingTopicsFatal(false);
        // Rights may be given later, as may the topic.
        properties.setAuthExceptionRetryInterval(Duration.ofMillis(LONGEST_DELAY_MILLIS));
        Properties settings = new Properties();
        settings.putAll(CONSUMER);
        properties.setKafkaConsumerProperties(settings);
        // Both deserializers are the byte array's, by application.yaml.
        ConcurrentMessageListenerContainer<byte[], byte[]> container =
                new ConcurrentMessageListenerContainer<>((ConsumerFactory<byte[], byte[]>) consumers, properties);
        container.setCommonErrorHandler(errorHandler());
        return container;
    }

    /** Gives the same records again and again, at most 5 s apart: nothing is passed over here, since the projection itself knows what can't be read. */
    private static CommonErrorHandler errorHandler() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_DELAY_MILLIS, 2);
        backOff.setMaxInterval(LONGEST_DELAY_MILLIS);
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    @Bean
    ProjectionHealth viewsProjectionHealthIndicator(ViewsListener viewsListener) {
        return new ProjectionHealth(viewsListener::status);
    }
}
