package dev.edgepass.issuer.pagelogin;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.issuer.PublicSettings;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.jdk.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.stereotype.Component;

/**
 * The OpenID provider of the pages' logins: authorization code with PKCE (OpenID Connect Core 1.0 section 3.1, RFC 7636), by Spring Security. It is asked for its metadata at the
 * first login and not before. Thread-safe.
 */
@Component
class OpenIdProvider {
    static final String CALLBACK = "/login/callback";

    private final PageLoginSettings settings;
    private final String redirectUri;
    private final OidcAuthorizationCodeAuthenticationProvider protocol;
    private volatile @Nullable ClientRegistration known;

    /**
     * What a browser keeps while its person logs in.
     *
     * @param state a random name of the attempt, which comes back
     * @param nonce which the ID token has to carry, hashed
     * @param verifier of PKCE, which only this service sends
     */
    record Attempt(String state, String nonce, String verifier) {
        static Attempt random() {
            return new Attempt(RandomId.next(), RandomId.next(), RandomId.next() + RandomId.next());
        }
    }

    /**
     * @param tokens asks the provider for an ID token
     * @param idTokens verify it
     */
    OpenIdProvider(
            PageLoginSettings settings,
            PublicSettings urls,
            OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens,
            JwtDecoderFactory<ClientRegistration> idTokens) {
        this.settings = settings;
        this.redirectUri = urls.consoleBase() + CALLBACK;
        // The ID token has what a login says; nothing else is asked for.
        protocol = new OidcAuthorizationCodeAuthenticationProvider(
                tokens, user -> new DefaultOidcUser(Set.of(), user.getIdToken()));
        protocol.setJwtDecoderFactory(idTokens);
    }

    boolean isSet() {
        return settings.isSet();
    }

    /**
     * The provider's address for this attempt.
     *
     * @throws AuthenticationServiceException where the provider's metadata can't be read
     */
    String address(Attempt attempt) {
        return request(attempt).getAuthorizationRequestUri();
    }

    /**
     * What the provider says of who logged in.
     *
     * @throws AuthenticationException where it says nothing that can be believed
     */
    OidcIdToken complete(Attempt attempt, String code, String state) {
        OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code)
                .state(state)
                .redirectUri(redirectUri)
                .build();
        OAuth2LoginAuthenticationToken login = (OAuth2LoginAuthenticationToken)
                Objects.requireNonNull(protocol.authenticate(new OAuth2LoginAuthenticationToken(
                        client(), new OAuth2AuthorizationExchange(request(attempt), response))));
        return ((OidcUser) Objects.requireNonNull(login.getPrincipal())).getIdToken();
    }

    private OAuth2AuthorizationRequest request(Attempt attempt) {
        ClientRegistration client = client();
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(client.getClientId())
                .authorizationUri(
                        Objects.requireNonNull(client.getProviderDetails().getAuthorizationUri()))
                .redirectUri(redirectUri)
                .scopes(client.getScopes())
                .state(attempt.state())
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID,
                        client.getRegistrationId(),
                        OidcParameterNames.NONCE,
                        attempt.nonce(),
                        PkceParameterNames.CODE_VERIFIER,
                        attempt.verifier()))
                .additionalParameters(Map.of(
                        OidcParameterNames.NONCE,
                        hash(attempt.nonce()),
                        PkceParameterNames.CODE_CHALLENGE,
                        hash(attempt.verifier()),
                        PkceParameterNames.CODE_CHALLENGE_METHOD,
                        "S256"))
                .build();
    }

    private static String hash(String text) {
        return Base64Url.encode(Sha256.hash(text));
    }

    private ClientRegistration client() {
        ClientRegistration client = known;
        if (client == null) {
            try {
                client = read();
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw new AuthenticationServiceException("The identity provider's metadata can't be read", e);
            }
            known = client;
        }
        return client;
    }

    private ClientRegistration read() {
        Path file = settings.clientSecretFile();
        boolean isPublic = file == null || file.toString().isBlank();
        ClientRegistration.Builder client = ClientRegistrations.fromIssuerLocation(
                        Objects.requireNonNull(settings.issuerUri()))
                .registrationId("pages")
                .clientId(Objects.requireNonNull(settings.clientId()))
                .redirectUri(redirectUri)
                .scope(settings.scopes());
        if (isPublic) {
            return client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                    .build();
        }
        try {
            return client.clientSecret(Files.readString(file).strip()).build();
        } catch (IOException e) {
            throw new IllegalStateException(
                    PageLoginSettings.PREFIX + ".client-secret-file: " + file + " can't be read ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }
}
