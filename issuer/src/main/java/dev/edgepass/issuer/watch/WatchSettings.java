package dev.edgepass.issuer.watch;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.streams}.
 *
 * @param max streams of changes that may be open at once; each holds a connection and some 30 KB
 * @param maxPerAddress streams of changes that one client address may have open
 */
@ConfigurationProperties("edgepass.streams")
record WatchSettings(
        @DefaultValue("2000") int max, @DefaultValue("4") int maxPerAddress) {}
