package dev.edgepass.issuer.views;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.usage}: the Worker's reports of views.
 *
 * @param secretFile file with the secret that the Worker signs its reports with, in base64, 24 to 64 bytes, whsec_ before it or not; without it no report is taken
 * @param formerSecretFile file with the secret before that one, which is accepted too while the Worker changes it
 */
@ConfigurationProperties("edgepass.usage")
record UsageSettings(@Nullable Path secretFile, @Nullable Path formerSecretFile) {}
