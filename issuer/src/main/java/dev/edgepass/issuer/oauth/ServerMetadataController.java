package dev.edgepass.issuer.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.issuer.PublicSettings;
import dev.edgepass.issuer.identity.LocalIdentity;
import dev.edgepass.issuer.pagelogin.PageLogins;
import dev.edgepass.issuer.token.TokenSettings;
import dev.edgepass.token.MediaClaims;
import java.time.Duration;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /.well-known/oauth-authorization-server}: where the standards' endpoints are (RFC 8414). {@code issuer} is the URL under which people reach this
 * service, as section 3.3 demands. The claim {@code iss} of media tokens is another name unless {@code edgepass.token.issuer} is set to that URL, and has a member of
 * its own.
 */
@RestController
class ServerMetadataController {
    private static final CacheControl CACHED =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    /** How a client authenticates at both endpoints: a login as a bearer token (RFC 6750). */
    private static final List<String> BEARER = List.of("Bearer");

    private final Metadata metadata;

    /**
     * Members of RFC 8414 section 2. Media tokens come from our own API, so there is no token endpoint, no grant and no response type.
     *
     * @param pageLogins whether the pages log people in by an identity provider, at {@code /login}
     * @param pageCookies whether a cookie may be a page's login: from the provider, or handed over by an app's page
     * @param localLogins whether logins of {@code ./edgepass login} are believed: on a developer's machine alone
     */
    record Metadata(
            String issuer,
            @JsonProperty("jwks_uri") String jwksUri,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("grant_types_supported") List<String> grantTypes,
            @JsonProperty("revocation_endpoint") String revocationEndpoint,

            @JsonProperty("revocation_endpoint_auth_methods_supported")
            List<String> revocationAuthentication,

            @JsonProperty("introspection_endpoint") String introspectionEndpoint,

            @JsonProperty("introspection_endpoint_auth_methods_supported")
            List<String> introspectionAuthentication,

            @JsonProperty("edgepass_token_issuer") String tokenIssuer,
            @JsonProperty("edgepass_token_type") String tokenType,
            @JsonProperty("edgepass_page_logins") boolean pageLogins,
            @JsonProperty("edgepass_page_cookies") boolean pageCookies,
            @JsonProperty("edgepass_local_logins") boolean localLogins) {}

    ServerMetadataController(
            PublicSettings settings, TokenSettings tokens, PageLogins logins, Environment environment) {
        String issuer = settings.base();
        metadata = new Metadata(
                issuer,
                issuer + "/.well-known/jwks.json",
                List.of(),
                List.of(),
                issuer + "/oauth2/revoke",
                BEARER,
                issuer + "/oauth2/introspect",
                BEARER,
                tokens.issuer(),
                MediaClaims.TYPE,
                logins.areOffered(),
                logins.areTaken(),
                environment.acceptsProfiles(Profiles.of(LocalIdentity.PROFILE)));
    }

    @GetMapping("/.well-known/oauth-authorization-server")
    ResponseEntity<Metadata> metadata() {
        return ResponseEntity.ok().cacheControl(CACHED).body(metadata);
    }
}
