package dev.edgepass.consumer.audit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.audit}: questions of auditors. Without both files there are none.
 *
 * @param indexFile file of the index (SQLite), made where there is none and made anew where it doesn't fit the log
 * @param secretFile file with the secret that the issuer asks with, which only its owner reads; the issuer has the same
 */
@ConfigurationProperties("edgepass.audit")
public record AuditProperties(
        @Nullable Path indexFile, @Nullable Path secretFile) {}
