package dev.edgepass.issuer.audit;

import dev.edgepass.settings.RequiredSetting;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.audit}: the consumer that answers auditors. Without a URL nobody does.
 *
 * @param consumerUrl URL of the revocation consumer, such as http://127.0.0.1:8781; on a network that nobody else is on, since the secret goes there in plain text
 * @param secretFile file with the secret that the consumer has too, which only its owner reads; required with the URL
 */
@ConfigurationProperties(AuditSettings.PREFIX)
record AuditSettings(@Nullable URI consumerUrl, @Nullable Path secretFile) {
    static final String PREFIX = "edgepass.audit";

    AuditSettings {
        consumerUrl = consumerUrl == null || consumerUrl.toString().isBlank() ? null : consumerUrl;
        if (consumerUrl != null) {
            RequiredSetting.requireUrl(consumerUrl, PREFIX + ".consumer-url", "such as http://127.0.0.1:8781");
            RequiredSetting.require(secretFile, PREFIX + ".secret-file", "what the consumer expects");
        }
    }
}
