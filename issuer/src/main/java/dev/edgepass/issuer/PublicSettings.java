package dev.edgepass.issuer;

import dev.edgepass.settings.RequiredSetting;
import java.net.URI;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass}: where people reach this service.
 *
 * @param publicUrl required: URL at which people reach this service, such as https://share.example; share links begin with it
 */
@ConfigurationProperties("edgepass")
public record PublicSettings(URI publicUrl) {
    public PublicSettings {
        RequiredSetting.requireUrl(
                publicUrl, "edgepass.public-url", "this service's address, such as https://share.example");
    }

    /** As a browser writes it (RFC 6454 section 6.2). */
    public String origin() {
        String scheme = publicUrl.getScheme().toLowerCase(Locale.ROOT);
        int port = publicUrl.getPort();
        boolean isDefault = port < 0 || scheme.equals("https") && port == 443 || scheme.equals("http") && port == 80;
        return scheme + "://" + publicUrl.getHost().toLowerCase(Locale.ROOT) + (isDefault ? "" : ":" + port);
    }

    /** Without a slash at its end. */
    public String base() {
        String url = publicUrl.toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
