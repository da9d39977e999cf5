package dev.edgepass.issuer;

import dev.edgepass.settings.RequiredSetting;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass}: where people reach this service.
 *
 * @param publicUrl required: URL at which people reach this service, such as https://share.example; share links begin with it
 * @param consoleUrl URL of another host at which the pages with logins are, and only they; by default they are where the share links are
 */
@ConfigurationProperties("edgepass")
public record PublicSettings(URI publicUrl, @Nullable URI consoleUrl) {
    private static final String CONSOLE_URL = "edgepass.console-url";

    public PublicSettings {
        RequiredSetting.requireUrl(
                publicUrl, "edgepass.public-url", "this service's address, such as https://share.example");
        if (consoleUrl != null && consoleUrl.toString().isEmpty()) {
            consoleUrl = null;
        }
        if (consoleUrl != null) {
            RequiredSetting.requireUrl(
                    consoleUrl, CONSOLE_URL, "the console's address, such as https://console.example");
            if (consoleUrl.getHost().equalsIgnoreCase(publicUrl.getHost())) {
                // Cookies know hosts and no ports (RFC 6265 section 8.5).
                throw new IllegalArgumentException(CONSOLE_URL + ": " + consoleUrl
                        + " (expected: another host than that of edgepass.public-url, or nothing)");
            }
        }
    }

    public boolean hasConsoleHost() {
        return consoleUrl != null;
    }

    /** Whether this is the host that the pages with logins have for themselves. */
    public boolean isConsole(String host) {
        return consoleUrl != null && consoleUrl.getHost().equalsIgnoreCase(host);
    }

    /** As a browser writes it (RFC 6454 section 6.2). */
    public String origin() {
        String scheme = publicUrl.getScheme().toLowerCase(Locale.ROOT);
        int port = publicUrl.getPort();
        boolean isDefault = port < 0 || scheme.equals("https") && port == 443 || scheme.equals("http") && port == 80;
        return scheme + "://" + publicUrl.getHost().toLowerCase(Locale.ROOT) + (isDefault ? "" : ":" + port);
    }

    /** Of share links, without a slash at its end. */
    public String base() {
        return base(publicUrl);
    }

    /** Of the pages with logins, without a slash at its end. */
    public String consoleBase() {
        return base(consoleUrl == null ? publicUrl : consoleUrl);
    }

    private static String base(URI of) {
        String url = of.toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
