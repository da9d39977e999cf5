package dev.edgepass.issuer.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The listener for metrics, where {@link ManagementSettings} has a port. Not {@code management.server.port}: that is a second application context, and takes health along. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("edgepass.management.port")
class ManagementConfiguration {
    @Bean
    ManagementListener managementListener(ManagementSettings settings, PrometheusMeterRegistry meters) {
        return new ManagementListener(Objects.requireNonNull(settings.port()), settings.address(), meters);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> listensForMetrics(ManagementListener listener) {
        return tomcat -> {
            tomcat.addAdditionalConnectors(listener.connector());
            tomcat.addEngineValves(listener);
        };
    }
}
