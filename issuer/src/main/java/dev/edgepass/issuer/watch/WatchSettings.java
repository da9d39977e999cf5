package dev.edgepass.issuer.watch;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.streams}.
 *
 * @param max streams that are open at once; each holds a connection and some 30 KB
 * @param maxPerAddress of one {@link dev.edgepass.issuer.limit.ClientAddress}
 */
@ConfigurationProperties("edgepass.streams")
record WatchSettings(
        @DefaultValue("2000") int max, @DefaultValue("4") int maxPerAddress) {}
