package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.FeedObserver;
import dev.edgepass.consumer.feed.core.FeedTerms;
import dev.edgepass.consumer.feed.core.PublisherCore;
import dev.edgepass.consumer.feed.kv.KvProperties;
import dev.edgepass.consumer.feed.kv.SegmentMirror;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.feed.r2.R2Properties;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.PassOver;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.jdk.FeedKeyFiles;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaOperations;

/** The publisher's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FeedProperties.class, R2Properties.class, KvProperties.class})
public class FeedConfiguration {
    private static final Logger log = LoggerFactory.getLogger(FeedConfiguration.class);

    @Bean
    ClockCheck clockCheck(MeterRegistry meters) {
        return new ClockCheck(meters);
    }

    @Bean
    FeedMetrics feedMetrics(MeterRegistry meters) {
        return new FeedMetrics(meters);
    }

    @Bean
    FeedBucket feedBucket(R2Properties r2, ClockCheck clockCheck, MeterRegistry meters) {
        return new FeedBucket(r2, clockCheck::serverDate, meters);
    }

    @Bean
    SegmentStores segmentStores(
            FeedBucket bucket, KvProperties kv, ClockCheck clockCheck, FeedMetrics metrics, MeterRegistry meters) {
        SegmentMirror mirror = new SegmentMirror(kv, meters);
        SegmentSweep sweep = new SegmentSweep(bucket, mirror, metrics, clockCheck::r2Time);
        return new SegmentStores(bucket, mirror, sweep, metrics);
    }

    @Bean
    @SuppressWarnings("unchecked")
    PublicationLog publicationLog(
            KafkaOperations<?, ?> kafka, FeedProperties feed, ClockCheck clockCheck, MeterRegistry meters) {
        // Both serializers are the byte array's, by application.yaml.
        return new PublicationLog(
                (KafkaOperations<byte[], byte[]>) kafka,
                clockCheck::aheadMillis,
                feed.recordInterval(),
                InstantSource.system(),
                meters);
    }

    @Bean
    FeedPublisher feedPublisher(
            FeedProperties feed,
            EventLog events,
            EventReader reader,
            FeedBucket bucket,
            SegmentStores stores,
            FeedMetrics metrics,
            PublicationLog publications,
            ObjectProvider<PublicationSpans> traced) {
        PublicationSpans spans = traced.getIfAvailable();
        FeedObserver recorded = new RecordedObserver(publications, metrics);
        FeedObserver observer = spans == null ? recorded : new TracedObserver(spans, recorded);
        FeedKeySeal seal = FeedKeySeal.of(feed);
        FeedTerms terms = feed.terms(reader.passOver());
        return new FeedPublisher(
                () -> events.control(FeedPublisher.NAME),
                log -> new PublisherLoop(
                        new PublisherCore(
                                terms, SystemFeedClock.INSTANCE, seal, FeedConfiguration::fingerprintKey, observer),
                        log,
                        events::ensureTopics,
                        message -> entry(message, reader, metrics, spans),
                        bucket,
                        stores,
                        observer,
                        () -> allowRotation(new FeedKeyFiles(feed.keyFile()), seal.kid()),
                        Thread::sleep));
    }

    private static Entry entry(
            ConsumerRecord<byte[], byte[]> message,
            EventReader reader,
            FeedMetrics metrics,
            @Nullable PublicationSpans spans) {
        Entry entry = LogEntry.of(message, reader, metrics::unreadable);
        if (spans != null) {
            spans.read(message, entry);
        }
        return entry;
    }

    private static void allowRotation(FeedKeyFiles keys, String kid) {
        try {
            keys.inUse(kid);
        } catch (UncheckedIOException e) {
            log.warn("the feed keys can't be rotated again: {}", e.getMessage());
        }
    }

    private static byte[] fingerprintKey() {
        byte[] key = new byte[Fingerprinter.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    @Bean
    FeedGauges feedGauges(FeedPublisher publisher) {
        return new FeedGauges(publisher::status, SystemFeedClock.INSTANCE);
    }

    @Bean
    FeedHealth feedHealthIndicator(
            FeedPublisher publisher, PublicationLog publications, ClockCheck clockCheck, FeedProperties feed) {
        return new FeedHealth(
                publisher,
                publications,
                clockCheck,
                SystemFeedClock.INSTANCE,
                feed.terms(PassOver.NONE).overdueMillis());
    }
}
