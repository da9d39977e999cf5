package dev.edgepass.consumer.audit;

import dev.edgepass.consumer.archive.ArchivedLogs;
import dev.edgepass.consumer.audit.api.AuditController;
import dev.edgepass.consumer.audit.api.AuditGate;
import dev.edgepass.consumer.audit.api.AuditProblems;
import dev.edgepass.consumer.audit.index.AuditIndex;
import dev.edgepass.consumer.audit.index.IndexWorker;
import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.FoldedIssuance;
import dev.edgepass.consumer.settings.ConditionalOnSetting;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The beans of auditors' questions, where the index has a file. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnSetting("edgepass.audit.index-file")
@EnableConfigurationProperties(AuditProperties.class)
public class AuditConfiguration {
    @Bean
    AuditIndex auditIndex(AuditProperties properties) {
        return new AuditIndex(properties.requireIndexFile());
    }

    @Bean
    IndexWorker auditControlWorker(AuditIndex index, EventLog events, EventReader reader, MeterRegistry meters) {
        return new IndexWorker(
                "control", EventLog::control, index, events, ColdTier.NONE, reader, Clock.systemUTC(), meters);
    }

    @Bean
    IndexWorker auditIssuanceWorker(
            AuditIndex index,
            EventLog events,
            ObjectProvider<ColdTier> cold,
            EventReader reader,
            MeterRegistry meters) {
        return new IndexWorker(
                "issuance",
                EventLog::issuance,
                index,
                events,
                cold.getIfAvailable(() -> ColdTier.NONE),
                reader,
                Clock.systemUTC(),
                meters);
    }

    @Bean
    FoldedIssuance indexedIssuance(AuditIndex index) {
        return index::issuancePosition;
    }

    @Bean
    IndexWorker auditPublicationsWorker(AuditIndex index, EventLog events, EventReader reader, MeterRegistry meters) {
        return new IndexWorker(
                "publications",
                EventLog::publications,
                index,
                events,
                ColdTier.NONE,
                reader,
                Clock.systemUTC(),
                meters);
    }

    @Bean
    AuditProblems auditProblems(JsonMapper json) {
        return new AuditProblems(json);
    }

    @Bean
    AuditController auditController(AuditIndex index, ObjectProvider<ArchivedLogs> archive, JsonMapper json) {
        return new AuditController(index, archive::getIfAvailable, Clock.systemUTC(), json);
    }

    @Bean
    FilterRegistrationBean<AuditGate> auditGate(AuditProperties properties, AuditProblems problems) {
        FilterRegistrationBean<AuditGate> gate =
                new FilterRegistrationBean<>(new AuditGate(properties.requireSecretFile(), problems));
        gate.addUrlPatterns(AuditController.PATH + "/*");
        return gate;
    }
}
