package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.archive.ArchiveProperties;
import dev.edgepass.consumer.archive.ArchivedRecords;
import dev.edgepass.consumer.feed.FeedKeySeal;
import dev.edgepass.consumer.feed.FeedProperties;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.feed.r2.R2Objects;
import dev.edgepass.consumer.feed.r2.R2Properties;
import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.jdk.Ed25519KeyFile;
import dev.edgepass.tlog.VerifierKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ProducerFactory;

/** The replay's beans; those for the feed only when they're asked for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedProperties.class)
public class ReplayConfiguration {
    @Bean
    @Lazy
    FeedBucket feedBucket(Environment environment, MeterRegistry meters) {
        // Bound here: a listing has no need of R2, nor of settings for it.
        R2Properties r2 = Binder.get(environment).bindOrCreate("edgepass.r2", R2Properties.class);
        return new FeedBucket(r2, date -> {}, meters);
    }

    /** Only read: without the setting, or the key, there is no archive. */
    @Bean
    @Lazy
    ColdTier coldTier(Environment environment, MeterRegistry meters) {
        ArchiveProperties archive = Binder.get(environment).bindOrCreate("edgepass.archive", ArchiveProperties.class);
        if (archive.keyFile() == null || !Files.exists(archive.keyFile())) {
            return ColdTier.NONE;
        }
        R2Properties r2 = Binder.get(environment).bindOrCreate("edgepass.r2", R2Properties.class);
        VerifierKey key = Ed25519KeyFile.loadOrCreate(archive.keyFile()).verifierKey(archive.name());
        return new ArchivedRecords(archive, key, new R2Objects(r2, archive.bucket(), meters));
    }

    @Bean
    @Lazy
    FeedKeySeal feedKeySeal(FeedProperties feed) {
        if (!Files.exists(feed.keyFile())) {
            throw new CannotRun("There is no feed key at " + feed.keyFile() + " (setting edgepass.feed.key-file).");
        }
        return FeedKeySeal.of(feed);
    }

    @Bean
    @Lazy
    FeedComparison feedComparison(FeedBucket bucket, FeedKeySeal seal, EventReader reader) {
        return new FeedComparison(bucket, seal, reader);
    }

    @Bean
    @Lazy
    @SuppressWarnings("unchecked")
    LogAppender logAppender(ProducerFactory<?, ?> producers) {
        // Both serializers are the byte array's, by application.yaml.
        return new LogAppender((ProducerFactory<byte[], byte[]>) producers);
    }
}
