package dev.edgepass.issuer.token;

import dev.edgepass.settings.RequiredSetting;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.edge}.
 *
 * @param baseUrl required: URL at which the Worker answers, such as https://media.example
 */
@ConfigurationProperties("edgepass.edge")
public record EdgeSettings(URI baseUrl) {
    public EdgeSettings {
        RequiredSetting.requireUrl(
                baseUrl, "edgepass.edge.base-url", "the Worker's address, such as https://media.example");
    }

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
