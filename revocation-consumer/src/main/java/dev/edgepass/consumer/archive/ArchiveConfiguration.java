package dev.edgepass.consumer.archive;

import dev.edgepass.consumer.archive.core.ArchiveKey;
import dev.edgepass.consumer.feed.FeedPublisher;
import dev.edgepass.consumer.feed.r2.R2Objects;
import dev.edgepass.consumer.feed.r2.R2Properties;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.FoldedIssuance;
import dev.edgepass.consumer.settings.ConditionalOnSetting;
import dev.edgepass.jdk.Ed25519KeyFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The archive's beans. Without {@code edgepass.archive.key-file} there is no {@link ArchivedLogs}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnSetting("edgepass.archive.key-file")
@EnableConfigurationProperties({ArchiveProperties.class, RetentionProperties.class})
public class ArchiveConfiguration {
    @Bean
    R2Objects archiveBucket(R2Properties r2, ArchiveProperties archive, MeterRegistry meters) {
        return new R2Objects(r2, archive.bucket(), meters);
    }

    @Bean
    ArchiveKey archiveKey(ArchiveProperties archive) {
        return new ArchiveKey(
                archive.name(), Ed25519KeyFile.loadOrCreate(Objects.requireNonNull(archive.keyFile(), "key file")));
    }

    /** What Kafka has deleted of a topic, for its projections. */
    @Bean
    ArchivedRecords archivedRecords(ArchiveProperties archive, ArchiveKey archiveKey, R2Objects archiveBucket) {
        return new ArchivedRecords(archive, archiveKey.verifier(), archiveBucket);
    }

    @Bean
    Archiver archiver(
            ArchiveProperties archive,
            EventLog events,
            EventReader reader,
            R2Objects archiveBucket,
            ArchiveKey archiveKey,
            FeedPublisher publisher,
            MeterRegistry registry) {
        LoggerFactory.getLogger(Archiver.class)
                .info("the archive {} is written under the key {}", archive.name(), archiveKey.verifier());
        ArchiveMeters meters = new ArchiveMeters(registry);
        Archiver archiver = new Archiver(
                new ArchiveBackends(archive, archiveKey, events, reader, archiveBucket, meters),
                () -> publisher.status().role(),
                archive.sealInterval());
        meters.show(archiver::states);
        return archiver;
    }

    @Bean
    @ConditionalOnSetting("edgepass.archive.issuance-retention")
    IssuanceRetention issuanceRetention(
            RetentionProperties retention,
            ArchivedRecords archivedRecords,
            EventLog events,
            List<FoldedIssuance> folds) {
        return new IssuanceRetention(
                Objects.requireNonNull(retention.issuanceRetention()),
                retention,
                archivedRecords,
                events,
                folds,
                InstantSource.system());
    }

    @Bean
    ArchiveHealth archiveHealthIndicator(Archiver archiver) {
        return new ArchiveHealth(archiver::states);
    }
}
