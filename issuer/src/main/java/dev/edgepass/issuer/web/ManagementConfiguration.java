package dev.edgepass.issuer.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Objects;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The listener for metrics, where {@link ManagementSettings} has a port. Not {@code management.server.port}: that is a second application context, and takes health along. */
@Configuration(proxyBeanMethods = false)
@Conditional(ManagementConfiguration.HasPort.class)
class ManagementConfiguration {
    /** Not where it is set to nothing, as a variable may be. */
    static final class HasPort implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata annotated) {
            return StringUtils.hasText(context.getEnvironment().getProperty("edgepass.management.port"));
        }
    }

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
