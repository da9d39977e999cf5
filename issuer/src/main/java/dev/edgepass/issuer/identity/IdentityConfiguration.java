package dev.edgepass.issuer.identity;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an app may replace. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {
    @Bean
    @ConditionalOnMissingBean
    PathPolicy pathPolicy() {
        return new ClaimsPathPolicy();
    }
}
