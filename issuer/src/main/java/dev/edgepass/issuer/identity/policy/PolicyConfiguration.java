package dev.edgepass.issuer.identity.policy;

import dev.edgepass.issuer.identity.PathPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** What an app may replace by a bean of its own. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {
    @Bean
    @Fallback
    PathPolicy pathPolicy(CallOutSettings settings, MeterRegistry meters) {
        // Without a backend too: what a dashboard asks for is there.
        CallOutPathPolicy.timer(meters, CallOutPathPolicy.ANSWERED);
        CallOutPathPolicy.timer(meters, CallOutPathPolicy.FAILED);
        return settings.url() == null
                ? new ClaimsPathPolicy()
                : new CallOutPathPolicy(settings, InetAddress::getAllByName, meters);
    }
}
