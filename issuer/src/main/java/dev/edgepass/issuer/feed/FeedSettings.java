package dev.edgepass.issuer.feed;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.feed}.
 *
 * @param jwksFile public JWKS of the feed keys, which the revocation consumer writes: only heads signed under one of them are believed. It has to be set, but in
 *     the profile {@code local}, where without it no head is believed
 */
@ConfigurationProperties("edgepass.feed")
record FeedSettings(@Nullable Path jwksFile) {}
