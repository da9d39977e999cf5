package dev.edgepass.issuer.log;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The producers, with what the promises rest on (ADR 1) fixed here and not in a configuration file. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
class LogConfiguration {
    /** Milliseconds. */
    private static final int DELIVERY_TIMEOUT = 5_000;

    private static final int REQUEST_TIMEOUT = 2_000;
    private static final int MAX_BLOCK = 2_000;

    /** Bytes: as many reports of the largest size as {@code edgepass.rooms.edge} lets in. */
    private static final long USAGE_MEMORY = 8L << 20;

    /** Bytes: of words, which are short. */
    private static final long WORDS_MEMORY = 4L << 20;

    @Bean
    KafkaClients kafkaClients(KafkaProperties kafka, ObjectProvider<SslBundles> bundles) {
        return new KafkaClients(kafka, bundles);
    }

    /** For the control topic alone: neither many tokens nor their memory stand in a revocation's way. */
    @Bean(destroyMethod = "close")
    Producer<String, CloudEvent> controlProducer(KafkaClients kafka) {
        return producer(kafka, "edgepass-issuer-control", Map.of());
    }

    /**
     * For the issuance topic. One request at a time: what comes in meanwhile goes with the next, so a token that is alone doesn't wait, and many together cost
     * the broker and this process a fraction.
     */
    @Bean(destroyMethod = "close")
    Producer<String, CloudEvent> issuanceProducer(KafkaClients kafka) {
        return producer(
                kafka, "edgepass-issuer-issuance", Map.of(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1));
    }

    /** For the topics of usage and notices, which take no command's memory. */
    @Bean(destroyMethod = "close")
    Producer<String, CloudEvent> usageProducer(KafkaClients kafka) {
        return producer(kafka, "edgepass-issuer-usage", Map.of(ProducerConfig.BUFFER_MEMORY_CONFIG, USAGE_MEMORY));
    }

    /** For the words topic. */
    @Bean(destroyMethod = "close")
    Producer<String, byte[]> wordsProducer(KafkaClients kafka) {
        return new KafkaProducer<>(
                settings(kafka, "edgepass-issuer-words", Map.of(ProducerConfig.BUFFER_MEMORY_CONFIG, WORDS_MEMORY)),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static Producer<String, CloudEvent> producer(
            KafkaClients kafka, String clientId, Map<String, Object> more) {
        // Binary mode is this serializer's default.
        return new KafkaProducer<>(settings(kafka, clientId, more), new StringSerializer(), new CloudEventSerializer());
    }

    private static Map<String, Object> settings(KafkaClients kafka, String clientId, Map<String, Object> more) {
        Map<String, Object> config = kafka.producer();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A request waits for its ack: nothing is gained by waiting for company.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        config.putAll(more);
        return config;
    }

    @Bean
    MeterBinder controlProducerMeters(@Qualifier("controlProducer") Producer<String, CloudEvent> producer) {
        return new KafkaClientMetrics(producer);
    }

    @Bean
    MeterBinder issuanceProducerMeters(@Qualifier("issuanceProducer") Producer<String, CloudEvent> producer) {
        return new KafkaClientMetrics(producer);
    }

    @Bean
    MeterBinder usageProducerMeters(@Qualifier("usageProducer") Producer<String, CloudEvent> producer) {
        return new KafkaClientMetrics(producer);
    }

    @Bean
    MeterBinder wordsProducerMeters(@Qualifier("wordsProducer") Producer<String, byte[]> producer) {
        return new KafkaClientMetrics(producer);
    }

    @Bean
    WordsLog wordsLog(@Qualifier("wordsProducer") Producer<String, byte[]> producer) {
        return new WordsLog(producer);
    }

    @Bean
    UsageLog usageLog(@Qualifier("usageProducer") Producer<String, CloudEvent> producer, Clock clock) {
        return new UsageLog(producer, clock);
    }

    @Bean(destroyMethod = "close")
    NoticeLog noticeLog(@Qualifier("usageProducer") Producer<String, CloudEvent> producer, Clock clock) {
        return new NoticeLog(producer, clock);
    }

    @Bean
    EventLog eventLog(
            @Qualifier("controlProducer") Producer<String, CloudEvent> control,
            @Qualifier("issuanceProducer") Producer<String, CloudEvent> issuance,
            LastWritten others,
            ObjectProvider<WriteSpans> spans,
            Clock clock) {
        return new EventLog(control, issuance, others::tell, spans.getIfAvailable(() -> WriteSpans.NONE), clock);
    }
}
