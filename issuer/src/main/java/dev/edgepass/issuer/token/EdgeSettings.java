package dev.edgepass.issuer.token;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.edge}.
 *
 * @param baseUrl where the Worker answers, such as {@code https://media.example}
 */
@ConfigurationProperties("edgepass.edge")
public record EdgeSettings(URI baseUrl) {
    /** The URL that object keys are appended to. */
    public String viewUrl(String token) {
        String base = baseUrl.toString();
        return (base.endsWith("/") ? base : base + "/") + "view/" + token + "/";
    }

    /** The base URL's origin (RFC 6454). */
    public String origin() {
        return baseUrl.getScheme() + "://" + baseUrl.getAuthority();
    }
}
