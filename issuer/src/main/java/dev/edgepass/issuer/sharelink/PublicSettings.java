package dev.edgepass.issuer.sharelink;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass}: where people reach this service.
 *
 * @param publicUrl such as {@code https://share.example}: share links begin with it
 */
@ConfigurationProperties("edgepass")
public record PublicSettings(URI publicUrl) {
    /**
     * The origins that a link's tokens name: where some may embed, the link's own page may too.
     *
     * @param allowed by the link; empty is any
     */
    List<String> embedders(List<String> allowed) {
        String own = origin();
        if (allowed.isEmpty() || allowed.contains(own)) {
            return allowed;
        }
        return Stream.concat(allowed.stream(), Stream.of(own)).toList();
    }

    /** As a browser writes it (RFC 6454 section 6.2). */
    private String origin() {
        String scheme = publicUrl.getScheme().toLowerCase(Locale.ROOT);
        int port = publicUrl.getPort();
        boolean isDefault = port < 0 || scheme.equals("https") && port == 443 || scheme.equals("http") && port == 80;
        return scheme + "://" + publicUrl.getHost().toLowerCase(Locale.ROOT) + (isDefault ? "" : ":" + port);
    }

    String shareUrl(LinkSecret secret) {
        String base = publicUrl.toString();
        return (base.endsWith("/") ? base : base + "/") + "s/" + secret.text();
    }
}
