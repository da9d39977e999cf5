package dev.edgepass.issuer.sharelink;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass}: where people reach this service.
 *
 * @param publicUrl such as {@code https://share.example}: share links begin with it
 */
@ConfigurationProperties("edgepass")
public record PublicSettings(URI publicUrl) {
    String shareUrl(LinkSecret secret) {
        String base = publicUrl.toString();
        return (base.endsWith("/") ? base : base + "/") + "s/" + secret.text();
    }
}
