package dev.edgepass.issuer.identity;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where an identity provider says where its keys are (OpenID Connect Discovery 1.0 section 4, RFC 8414 section 3). */
final class ProviderMetadata {
    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    private ProviderMetadata() {}

    /**
     * Asks at all places where the metadata may be, in turn.
     *
     * @throws IOException where there is none, or none that is this issuer's
     */
    static URL jwksUri(String issuer, ResourceRetriever http) throws IOException {
        IOException failed = new IOException("no metadata of " + issuer);
        for (URL place : places(URI.create(issuer))) {
            Map<String, Object> metadata;
            try {
                metadata = JSONObjectUtils.parse(http.retrieveResource(place).getContent());
            } catch (IOException | ParseException e) {
                failed.addSuppressed(e);
                continue;
            }
            if (!issuer.equals(metadata.get("issuer"))) {
                throw new IOException("issuer: " + metadata.get("issuer") + " (expected: " + issuer + ")");
            }
            return URI.create(String.valueOf(metadata.get("jwks_uri"))).toURL();
        }
        throw failed;
    }

    private static Set<URL> places(URI issuer) throws MalformedURLException {
        String path = issuer.getRawPath().replaceAll("/$", "");
        Set<URL> places = new LinkedHashSet<>();
        for (String place : new String[] {path + OPENID, OPENID + path, OAUTH + path}) {
            places.add(issuer.resolve(place).toURL());
        }
        return places;
    }
}
