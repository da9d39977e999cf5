package dev.edgepass.consumer.log;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClient;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The Kafka clients' own metrics: Spring's of the readers and of the producer, and the admin client's. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(KafkaMetricsAutoConfiguration.class)
public class KafkaMeters {
    @Bean
    MeterBinder adminMeters(Admin logAdmin) {
        return new KafkaClientMetrics((AdminClient) logAdmin);
    }
}
