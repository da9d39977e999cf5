package dev.edgepass.issuer.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.management}: where metrics are read. Off by default: they need no login, and a port that was not asked for is one more to guard.
 *
 * @param port port of a second listener, which answers GET /actuator/prometheus and nothing else; none by default, so that no port shows metrics
 * @param address address that it listens on: for those who collect metrics, never for the public
 */
@ConfigurationProperties("edgepass.management")
record ManagementSettings(
        @Nullable Integer port, @DefaultValue("127.0.0.1") String address) {}
