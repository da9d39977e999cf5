package dev.edgepass.issuer.feed;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.feed}.
 *
 * @param jwksFile public JWKS of the feed keys; where it is set, only heads signed under one of them are believed, and else every head in the bucket, which this
 *     service reads with its own credentials
 */
@ConfigurationProperties("edgepass.feed")
record FeedSettings(@Nullable Path jwksFile) {}
