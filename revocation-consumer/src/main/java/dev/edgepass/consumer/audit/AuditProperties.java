package dev.edgepass.consumer.audit;

import dev.edgepass.settings.RequiredSetting;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.audit}: questions of auditors. Without an index file there are none.
 *
 * @param indexFile file of the index (SQLite), made where there is none and made anew where it doesn't fit the log
 * @param secretFile file with the secret that the issuer asks with, which only its owner reads; the issuer has the same. Required with the index
 */
@ConfigurationProperties(AuditProperties.PREFIX)
public record AuditProperties(
        @Nullable Path indexFile, @Nullable Path secretFile) {
    static final String PREFIX = "edgepass.audit";

    public AuditProperties {
        if (indexFile != null) {
            RequiredSetting.require(secretFile, PREFIX + ".secret-file", "what the issuer asks with");
        }
    }

    /** @throws NullPointerException where there is no index */
    Path requireIndexFile() {
        return Objects.requireNonNull(indexFile, PREFIX + ".index-file");
    }

    /** @throws NullPointerException where there is no index */
    Path requireSecretFile() {
        return Objects.requireNonNull(secretFile, PREFIX + ".secret-file");
    }
}
