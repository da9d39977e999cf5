package dev.edgepass.issuer.pagelogin;

import dev.edgepass.issuer.sharelink.AllowedOrigins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * {@code edgepass.page-login}: how the pages log people in by OpenID Connect. Without a client id they don't.
 *
 * @param issuerUri the provider's issuer identifier, such as https://login.example/realms/agency
 * @param clientId this service's name at the provider
 * @param clientSecretFile file with the client's secret; none for a public client
 * @param scopes what to ask the provider for
 * @param handOverOrigins origins of the app whose pages may hand a login over, such as https://app.example; none by default
 * @param lifetime of a login of the pages, 1 hour at most
 */
@ConfigurationProperties(PageLoginSettings.PREFIX)
record PageLoginSettings(
        @Nullable String issuerUri,
        @Nullable String clientId,
        @Nullable Path clientSecretFile,
        @DefaultValue({"openid", "profile"}) List<String> scopes,
        @DefaultValue Set<String> handOverOrigins,
        @DefaultValue("1h") Duration lifetime) {
    static final String PREFIX = "edgepass.page-login";
    private static final Duration LONGEST = Duration.ofHours(1);

    PageLoginSettings {
        scopes = List.copyOf(scopes);
        handOverOrigins = Set.copyOf(handOverOrigins);
        for (String origin : handOverOrigins) {
            if (!AllowedOrigins.isOrigin(origin)) {
                throw new IllegalArgumentException(PREFIX + ".hand-over-origins: " + origin
                        + " (expected: such as https://app.example, lower case and without a path)");
            }
        }
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    PREFIX + ".lifetime: " + lifetime + " (expected: up to " + LONGEST + ")");
        }
        if (StringUtils.hasText(clientId) && !StringUtils.hasText(issuerUri)) {
            throw new IllegalArgumentException(
                    PREFIX + ".issuer-uri: missing (expected: the provider of the client " + clientId + ")");
        }
    }

    boolean isSet() {
        return StringUtils.hasText(clientId);
    }
}
