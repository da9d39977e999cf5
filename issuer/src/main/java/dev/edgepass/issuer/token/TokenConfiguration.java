package dev.edgepass.issuer.token;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the parts of this package that know no Spring. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {
    @Bean
    OpaqueSubject opaqueSubject(TokenSettings settings) {
        return new OpaqueSubject(settings.subjectPepper());
    }
}
