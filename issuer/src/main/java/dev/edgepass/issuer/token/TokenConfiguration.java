package dev.edgepass.issuer.token;

import dev.edgepass.issuer.key.Pepper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the parts of this package that know no Spring. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {
    @Bean
    OpaqueSubject opaqueSubject(TokenSettings settings, Pepper pepper) {
        return new OpaqueSubject(pepper.derive("subject"), settings.subjectPepper());
    }
}
