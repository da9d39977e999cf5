package dev.edgepass.issuer.web;

import dev.edgepass.issuer.sharelink.AllowedOrigins;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.web}.
 *
 * @param allowedOrigins origins of apps whose pages may call the issuer themselves, such as https://app.example; none by default
 */
@ConfigurationProperties("edgepass.web")
record WebSettings(@DefaultValue Set<String> allowedOrigins) {
    private static final List<String> LOCAL = List.of("http://localhost", "http://127.0.0.1", "http://[::1]");

    WebSettings {
        allowedOrigins = Set.copyOf(allowedOrigins);
        for (String origin : allowedOrigins) {
            if (!AllowedOrigins.isOrigin(origin) || origin.startsWith("http:") && !isLocal(origin)) {
                throw new IllegalArgumentException(
                        "edgepass.web.allowed-origins: " + origin
                                + " (expected: https://app.example, lower case and without a path, or http:// of this machine)");
            }
        }
    }

    private static boolean isLocal(String origin) {
        return LOCAL.stream().anyMatch(local -> origin.equals(local) || origin.startsWith(local + ":"));
    }
}
