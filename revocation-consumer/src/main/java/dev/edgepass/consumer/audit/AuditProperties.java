package dev.edgepass.consumer.audit;

import dev.edgepass.settings.RequiredSetting;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.audit}: questions of auditors. Without an index file there are none.
 *
 * @param indexFile file of the index (SQLite), made where there is none and made anew where it doesn't fit the log
 * @param secretFile file with the secret that the issuer asks with, which only its owner reads; the issuer has the same
 */
@ConfigurationProperties(AuditProperties.PREFIX)
public record AuditProperties(Path indexFile, Path secretFile) {
    static final String PREFIX = "edgepass.audit";

    public AuditProperties {
        RequiredSetting.require(indexFile, PREFIX + ".index-file", "where the index is");
        RequiredSetting.require(secretFile, PREFIX + ".secret-file", "what the issuer asks with");
    }
}
