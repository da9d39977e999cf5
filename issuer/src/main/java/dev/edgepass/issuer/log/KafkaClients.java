package dev.edgepass.issuer.log;

import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** The settings of Kafka clients by {@code spring.kafka.*}, {@code spring.kafka.ssl.bundle} included, as Boot's auto-configuration makes them, which isn't in use here. */
final class KafkaClients {
    private final KafkaProperties kafka;
    private final @Nullable SslBundle bundle;

    /**
     * @throws org.springframework.boot.ssl.NoSuchSslBundleException where a bundle is named that isn't there
     */
    KafkaClients(KafkaProperties kafka, ObjectProvider<SslBundles> bundles) {
        String name = kafka.getSsl().getBundle();
        this.kafka = kafka;
        this.bundle =
                name == null || name.isBlank() ? null : bundles.getObject().getBundle(name);
    }

    Map<String, Object> producer() {
        return withBundle(kafka.buildProducerProperties());
    }

    Map<String, Object> admin() {
        return withBundle(kafka.buildAdminProperties());
    }

    private Map<String, Object> withBundle(Map<String, Object> config) {
        if (bundle != null) {
            config.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
            config.put(SslBundle.class.getName(), bundle);
        }
        return config;
    }
}
