package dev.edgepass.issuer.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.util.StringUtils;

/**
 * Logins by an identity provider's public keys. It is asked at the first login and not before: an issuer starts without it. Where its keys can't be read, a login isn't
 * a {@link BadJwtException} but a {@link JwtException}. Thread-safe.
 */
final class ProviderLogins implements JwtDecoder {
    private final JwtDecoder decoder;

    /** @param window of two reads of the provider's keys at most */
    ProviderLogins(
            OAuth2ResourceServerProperties.Jwt provider,
            OAuth2TokenValidator<Jwt> checks,
            Duration window,
            ProviderCalls calls) {
        String keysUri = provider.getJwkSetUri();
        if (StringUtils.hasText(keysUri)) {
            ProviderKeys keys = new ProviderKeys(http -> URI.create(keysUri).toURL(), window, calls);
            decoder = new SupplierJwtDecoder(() -> decoder(keys, named(provider.getJwsAlgorithms()), checks));
        } else {
            String issuer = Objects.requireNonNull(provider.getIssuerUri(), "neither jwk-set-uri nor issuer-uri");
            ProviderKeys keys = new ProviderKeys(http -> ProviderMetadata.jwksUri(issuer, http), window, calls);
            decoder = new SupplierJwtDecoder(() -> decoder(keys, algorithmsOf(keys), checks));
        }
    }

    @Override
    public Jwt decode(String login) throws JwtException {
        try {
            return decoder.decode(login);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException | JwtDecoderInitializationException e) {
            throw new JwtException("The identity provider's keys can't be read", e);
        }
    }

    private static JwtDecoder decoder(
            ProviderKeys keys, Set<SignatureAlgorithm> algorithms, OAuth2TokenValidator<Jwt> checks) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(accepted -> accepted.addAll(algorithms))
                // The type is one of the checks.
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier((type, context) -> {}))
                .build();
        decoder.setJwtValidator(checks);
        return decoder;
    }

    private static Set<SignatureAlgorithm> named(Collection<String> names) {
        return names.stream().map(SignatureAlgorithm::from).collect(Collectors.toSet());
    }

    /** Those of the keys that the provider has when it is first asked. */
    private static Set<SignatureAlgorithm> algorithmsOf(ProviderKeys keys) {
        JWKMatcher verifying = new JWKMatcher.Builder()
                .publicOnly(true)
                .keyUses(KeyUse.SIGNATURE, null)
                .keyTypes(KeyType.RSA, KeyType.EC)
                .build();
        List<JWK> found;
        try {
            found = keys.get(new JWKSelector(verifying), null);
        } catch (KeySourceException e) {
            throw new IllegalStateException("The identity provider's keys can't be read", e);
        }
        Set<SignatureAlgorithm> algorithms = found.stream()
                .flatMap(ProviderLogins::algorithmsOf)
                .map(algorithm -> SignatureAlgorithm.from(algorithm.getName()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (algorithms.isEmpty()) {
            throw new IllegalStateException("The identity provider has no key of a known algorithm");
        }
        return algorithms;
    }

    private static Stream<JWSAlgorithm> algorithmsOf(JWK key) {
        if (key.getAlgorithm() != null) {
            return Stream.of(JWSAlgorithm.parse(key.getAlgorithm().getName()));
        }
        return (KeyType.RSA.equals(key.getKeyType()) ? JWSAlgorithm.Family.RSA : JWSAlgorithm.Family.EC).stream();
    }
}
