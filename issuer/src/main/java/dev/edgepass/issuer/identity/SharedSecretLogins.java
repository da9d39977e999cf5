package dev.edgepass.issuer.identity;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Logins that the app's backend signs with the {@link SharedSecret}. */
final class SharedSecretLogins {
    private SharedSecretLogins() {}

    /**
     * HS256 and no other algorithm: a login can't be made with a public key as the secret.
     *
     * @throws IdentityNotConfiguredException where the secret can't be used
     */
    static JwtDecoder of(IdentitySettings settings, OAuth2TokenValidator<Jwt> checks) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(SharedSecret.key(settings))
                .macAlgorithm(MacAlgorithm.HS256)
                .validateType(false)
                .build();
        decoder.setJwtValidator(checks);
        return decoder;
    }
}
