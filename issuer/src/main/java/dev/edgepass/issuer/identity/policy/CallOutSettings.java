package dev.edgepass.issuer.identity.policy;

import dev.edgepass.settings.BackendUrl;
import dev.edgepass.settings.RequiredSetting;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.identity.path-policy}: the app's backend, asked who may see what.
 *
 * @param url URL of the backend that says who may see which paths: https, or http on this machine; without it the login's claim is believed
 * @param allowPrivateHttp whether http may go to private names and addresses, too; the secret is readable on the way there
 * @param secret bearer token by which the backend authenticates the issuer; required with the URL
 * @param timeout longest time for a whole answer, 10 s at most
 * @param cacheTtl how long an answer is reused, 1 minute at most, 0 for never
 * @param maxConcurrent calls at the same time; one more is refused
 */
@ConfigurationProperties(CallOutSettings.PREFIX)
record CallOutSettings(
        @Nullable URI url,
        @DefaultValue("false") boolean allowPrivateHttp,
        @Nullable String secret,
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("5s") Duration cacheTtl,
        @DefaultValue("32") int maxConcurrent) {
    static final String PREFIX = "edgepass.identity.path-policy";
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MAX_TTL = Duration.ofMinutes(1);

    CallOutSettings {
        url = url == null || url.toString().isBlank() ? null : url;
        if (url != null) {
            BackendUrl.require(url, PREFIX + ".url", allowPrivateHttp);
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

    /** Without the secret. */
    @Override
    public String toString() {
        return "CallOutSettings[url=" + url + ", timeout=" + timeout + ", cacheTtl=" + cacheTtl + "]";
    }
}
