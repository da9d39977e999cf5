package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.DeadLetterWatch;
import dev.edgepass.consumer.log.DeadLetters;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.FoldedIssuance;
import dev.edgepass.readmodel.Keys;
import io.lettuce.core.metrics.MicrometerCommandLatencyRecorder;
import io.lettuce.core.metrics.MicrometerOptions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaOperations;

/** The projections' beans. */
@Configuration(proxyBeanMethods = false)
public class ProjectionConfiguration {
    private static final String SENTINEL_MASTER = "spring.data.redis.sentinel.master";

    /** Names are resolved by the JVM: Netty's own resolver keeps an answer for the name server's TTL, which in containers is ten minutes. */
    @Bean
    ClientResourcesBuilderCustomizer jvmsNames() {
        return resources -> resources.addressResolverGroup(DefaultAddressResolverGroup.INSTANCE);
    }

    @Bean
    ClientResourcesBuilderCustomizer commandTimes(MeterRegistry meters) {
        return resources -> resources.commandLatencyRecorder(
                new MicrometerCommandLatencyRecorder(meters, MicrometerOptions.create()));
    }

    @Bean
    @ConditionalOnProperty(SENTINEL_MASTER)
    SentinelWatch sentinelWatch(
            LettuceConnectionFactory connections, @Value("${" + SENTINEL_MASTER + "}") String master) {
        return new SentinelWatch(connections, master, connections::resetConnection);
    }

    @Bean
    @SuppressWarnings("unchecked")
    DeadLetters deadLetters(KafkaOperations<?, ?> kafka, MeterRegistry meters) {
        // Both serializers are the byte array's, by application.yaml.
        return new DeadLetters((KafkaOperations<byte[], byte[]>) kafka, meters);
    }

    @Bean
    DeadLetterWatch deadLetterWatch(EventLog events, MeterRegistry meters) {
        return new DeadLetterWatch(events, meters);
    }

    @Bean
    ProjectionWorker controlWorker(
            StringRedisTemplate redis, EventReader reader, DeadLetters dead, EventLog events, MeterRegistry meters) {
        WordsFolded words = new WordsProjection(redis, Keys.LIVE, reader, dead::send).upTo(events);
        ControlProjection projection = new ControlProjection(redis, Keys.LIVE, reader, dead::send, words);
        Gauge.builder("edgepass.readmodel.handles", projection::handles)
                .description("handles with a cutoff or a block")
                .strongReference(true)
                .register(meters);
        return new ProjectionWorker(projection, events, meters);
    }

    @Bean
    ProjectionWorker wordsWorker(
            StringRedisTemplate redis, EventReader reader, DeadLetters dead, EventLog events, MeterRegistry meters) {
        return new ProjectionWorker(new WordsProjection(redis, Keys.LIVE, reader, dead::send), events, meters);
    }

    @Bean
    @SuppressWarnings("unchecked")
    WordsSweep wordsSweep(StringRedisTemplate redis, EventLog events, KafkaOperations<?, ?> kafka) {
        // Both serializers are the byte array's, by application.yaml.
        return new WordsSweep(redis, Keys.LIVE, events, (KafkaOperations<byte[], byte[]>) kafka, Clock.systemUTC());
    }

    @Bean
    ProjectionWorker issuanceWorker(
            StringRedisTemplate redis,
            EventReader reader,
            DeadLetters dead,
            EventLog events,
            ObjectProvider<ColdTier> cold,
            MeterRegistry meters) {
        return new ProjectionWorker(
                new IssuanceProjection(redis, Keys.LIVE, reader, dead::send, Clock.systemUTC()),
                events,
                cold.getIfAvailable(() -> ColdTier.NONE),
                meters);
    }

    @Bean
    FoldedIssuance foldedTokens(StringRedisTemplate redis, EventReader reader, DeadLetters dead) {
        IssuanceProjection tokens = new IssuanceProjection(redis, Keys.LIVE, reader, dead::send, Clock.systemUTC());
        return (topicId, partition) -> {
            Progress progress = tokens.progress();
            return progress.topicId().filter(topicId::equals).isPresent() ? progress.position(partition) : 0;
        };
    }

    @Bean
    ProjectionHealth controlProjectionHealthIndicator(ProjectionWorker controlWorker) {
        return new ProjectionHealth(controlWorker::status);
    }

    @Bean
    ProjectionHealth wordsProjectionHealthIndicator(ProjectionWorker wordsWorker) {
        return new ProjectionHealth(wordsWorker::status);
    }

    @Bean
    ProjectionHealth issuanceProjectionHealthIndicator(ProjectionWorker issuanceWorker) {
        return new ProjectionHealth(issuanceWorker::status);
    }
}
