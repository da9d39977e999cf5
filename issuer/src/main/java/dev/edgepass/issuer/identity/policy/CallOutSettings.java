package dev.edgepass.issuer.identity.policy;

import dev.edgepass.settings.RequiredSetting;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.identity.path-policy}: the app's backend, asked who may see what.
 *
 * @param url URL of the backend that says who may see which paths: https, or http on this machine; without it the login's claim is believed
 * @param secret bearer token by which the backend authenticates the issuer; required with the URL
 * @param timeout longest time for a whole answer, 10 s at most
 * @param cacheTtl how long an answer is reused, 1 minute at most, 0 for never
 * @param maxConcurrent calls at the same time; one more is refused
 */
@ConfigurationProperties(CallOutSettings.PREFIX)
record CallOutSettings(
        @Nullable URI url,
        @Nullable String secret,
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("5s") Duration cacheTtl,
        @DefaultValue("32") int maxConcurrent) {
    static final String PREFIX = "edgepass.identity.path-policy";
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MAX_TTL = Duration.ofMinutes(1);

    CallOutSettings {
        url = url == null || url.toString().isBlank() ? null : url;
        if (url != null && !isSafe(url)) {
            // Not quoted: it may hold a password.
            throw new IllegalArgumentException(
                    PREFIX + ".url isn't safe (expected: https://host/path, or http:// to 127.0.0.1, without user,"
                            + " query or fragment)");
        }
        if (url != null) {
            RequiredSetting.require(secret, PREFIX + ".secret", "what the backend checks");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    PREFIX + ".timeout: " + timeout + " (expected: over 0s, up to " + MAX_TIMEOUT + ")");
        }
        if (cacheTtl.isNegative() || cacheTtl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException(
                    PREFIX + ".cache-ttl: " + cacheTtl + " (expected: 0s to " + MAX_TTL + ")");
        }
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException(
                    PREFIX + ".max-concurrent: " + maxConcurrent + " (expected: at least 1)");
        }
    }

    private static boolean isSafe(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean plain = url.getHost() != null && url.getRawUserInfo() == null;
        boolean exact = url.getRawQuery() == null && url.getRawFragment() == null;
        return plain && exact && (scheme.equals("https") || scheme.equals("http") && isLoopback(url.getHost()));
    }

    /** By the address itself: a name could lead elsewhere. */
    private static boolean isLoopback(String host) {
        if (!host.matches("[0-9.]+|\\[[0-9a-fA-F:.]+]")) {
            return host.equalsIgnoreCase("localhost");
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "CallOutSettings[url=" + url + ", timeout=" + timeout + ", cacheTtl=" + cacheTtl + "]";
    }
}
