package dev.edgepass.issuer.log;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The producer, with what the promises rest on (DESIGN sections 1 and 6) fixed here and not in a configuration file. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
class LogConfiguration {
    /** Milliseconds. */
    private static final int DELIVERY_TIMEOUT = 5_000;

    private static final int REQUEST_TIMEOUT = 2_000;
    private static final int MAX_BLOCK = 2_000;

    @Bean(destroyMethod = "close")
    Producer<String, CloudEvent> producer(KafkaProperties kafka) {
        Map<String, Object> config = kafka.buildProducerProperties();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A request waits for its ack: nothing is gained by waiting for company.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "edgepass-issuer");
        config.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        // Binary mode is this serializer's default.
        return new KafkaProducer<>(config, new StringSerializer(), new CloudEventSerializer());
    }

    @Bean
    EventLog eventLog(Producer<String, CloudEvent> producer, Clock clock) {
        return new EventLog(producer, clock);
    }
}
