package dev.edgepass.consumer.notice;

import dev.edgepass.consumer.log.DeadLetters;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.notice.NoticeProperties.Destination;
import dev.edgepass.consumer.notice.delivery.DeliveredNotices;
import dev.edgepass.consumer.notice.delivery.NoticeDelivery;
import dev.edgepass.consumer.notice.delivery.NoticeSender;
import dev.edgepass.consumer.notice.mail.NoticeMail;
import dev.edgepass.consumer.notice.rule.NoticeRules;
import dev.edgepass.consumer.notice.webhook.GuardedHttp;
import dev.edgepass.consumer.notice.webhook.WebhookSender;
import dev.edgepass.jdk.SecretFile;
import dev.edgepass.webhook.WebhookSecret;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.mail.javamail.JavaMailSender;

/** The notices' beans, where there is a destination. */
@Configuration(proxyBeanMethods = false)
@Conditional(NoticesConfigured.class)
@EnableConfigurationProperties(NoticeProperties.class)
@ImportAutoConfiguration(MailSenderAutoConfiguration.class)
public class NoticeConfiguration {
    @Bean
    @SuppressWarnings("unchecked")
    NoticeDelivery noticeDelivery(
            NoticeProperties properties,
            ObjectProvider<JavaMailSender> mail,
            SslBundles bundles,
            ConsumerFactory<?, ?> consumers,
            EventLog events,
            Admin logAdmin,
            EventReader reader,
            DeadLetters dead,
            StringRedisTemplate redis,
            MeterRegistry meters) {
        Map<String, NoticeSender> senders = new LinkedHashMap<>();
        properties
                .destinations()
                .forEach((name, destination) -> senders.put(
                        name,
                        destination.email() == null
                                ? webhook(name, destination, trust(properties.sslBundle(), bundles))
                                : mail(name, destination, properties, mail.getIfAvailable())));
        // Both deserializers are the byte array's, by application.yaml.
        return new NoticeDelivery(
                senders,
                properties.firstRetry(),
                properties.giveUpAfter(),
                (ConsumerFactory<byte[], byte[]>) consumers,
                events,
                logAdmin,
                reader,
                dead,
                new DeliveredNotices(redis),
                meters);
    }

    private static NoticeSender webhook(String name, Destination destination, SSLContext trust) {
        String where = "edgepass.notices.destinations." + name + ".secret-file";
        return new WebhookSender(
                Objects.requireNonNull(destination.url()),
                WebhookSecret.parse(SecretFile.load(Objects.requireNonNull(destination.secretFile())), where),
                new GuardedHttp(trust, SystemDefaultDnsResolver.INSTANCE, destination.allowPrivate()),
                Clock.systemUTC());
    }

    private static NoticeSender mail(
            String name, Destination destination, NoticeProperties properties, @Nullable JavaMailSender mail) {
        if (mail == null) {
            throw new IllegalArgumentException("spring.mail.host is missing (expected: the mail server, for"
                    + " edgepass.notices.destinations." + name + ".email)");
        }
        return new NoticeMail(
                mail, Objects.requireNonNull(properties.from()), Objects.requireNonNull(destination.email()));
    }

    private static SSLContext trust(@Nullable String bundle, SslBundles bundles) {
        if (bundle != null) {
            return bundles.getBundle(bundle).createSslContext();
        }
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    @Bean
    @SuppressWarnings("unchecked")
    NoticeRules noticeRules(
            StringRedisTemplate redis, EventLog events, EventReader reader, KafkaOperations<?, ?> kafka) {
        // Both serializers are the byte array's, by application.yaml.
        return new NoticeRules(redis, events, reader, (KafkaOperations<byte[], byte[]>) kafka, Clock.systemUTC());
    }

    @Bean
    NoticeHealth noticesHealthIndicator(NoticeDelivery delivery) {
        return new NoticeHealth(delivery);
    }
}
