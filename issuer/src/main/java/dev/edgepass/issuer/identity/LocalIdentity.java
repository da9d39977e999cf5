package dev.edgepass.issuer.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.StringUtils;

/**
 * The identity of a developer's machine: logins signed by {@code ./edgepass login}, and beside them, where there is a {@link SharedSecret}, the sessions of the app's
 * backend.
 */
@Configuration(proxyBeanMethods = false)
@Profile(LocalIdentity.PROFILE)
public class LocalIdentity {
    /** Where it is believed, and nowhere else. */
    public static final String PROFILE = IdentitySettings.LOCAL_PROFILE;

    static final String ISSUER = "edgepass-local-identity";
    static final String AUDIENCE = "edgepass-issuer";

    @Bean
    JwtDecoder localLogins(IdentitySettings settings) {
        JwtDecoder local = decoder(
                Objects.requireNonNull(settings.localJwksFile(), IdentitySettings.LOCAL_JWKS_FILE),
                settings.clockSkew());
        return SharedSecret.isSet(settings) ? new LoginsBesideLocal(local, backend(settings)) : local;
    }

    private static JwtDecoder backend(IdentitySettings settings) {
        List<String> audiences = settings.audience().isEmpty() ? List.of(AUDIENCE) : settings.audience();
        String issuer = StringUtils.hasText(settings.issuer()) ? settings.issuer() : null;
        return SharedSecretLogins.of(settings, LoginChecks.of(settings.clockSkew(), issuer, audiences));
    }

    private static JwtDecoder decoder(Path jwksFile, Duration clockSkew) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new JwksFile(jwksFile)));
        // The claims are for our checks; nimbus would look at the times only.
        processor.setJWTClaimsSetVerifier(null);
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(LoginChecks.of(clockSkew, ISSUER, List.of(AUDIENCE)));
        return decoder;
    }
}
