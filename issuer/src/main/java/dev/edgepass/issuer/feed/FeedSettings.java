package dev.edgepass.issuer.feed;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.feed}.
 *
 * @param jwksFile file of the feed keys' public JWKS, which the revocation consumer writes: only heads under one of them are believed. Required, but not in the
 *     profile local, where without it no head is believed
 */
@ConfigurationProperties("edgepass.feed")
record FeedSettings(@Nullable Path jwksFile) {}
