package dev.edgepass.issuer.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.StringUtils;

/** Logins outside of a developer's machine: by the identity provider's public keys, or by the secret that the app's backend signs its sessions with. */
@Configuration(proxyBeanMethods = false)
@Profile("!" + IdentitySettings.LOCAL_PROFILE)
class IdentityConfiguration {
    @Bean
    JwtDecoder logins(IdentitySettings settings, OAuth2ResourceServerProperties standard, ProviderCalls calls) {
        OAuth2ResourceServerProperties.Jwt provider = standard.getJwt();
        List<String> audiences = settings.audience().isEmpty() ? provider.getAudiences() : settings.audience();
        String issuer = firstText(settings.issuer(), provider.getIssuerUri());
        OAuth2TokenValidator<Jwt> checks = LoginChecks.of(settings.clockSkew(), issuer, audiences);
        return SharedSecret.isSet(settings)
                ? SharedSecretLogins.of(settings, checks)
                : new ProviderLogins(provider, checks, ProviderKeys.WINDOW, calls);
    }

    private static @Nullable String firstText(@Nullable String first, @Nullable String second) {
        if (StringUtils.hasText(first)) {
            return first;
        }
        return StringUtils.hasText(second) ? second : null;
    }
}
