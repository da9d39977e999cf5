package dev.edgepass.issuer.revocation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.revocations}.
 *
 * @param maxEntries live entries that the edge's feed may have, 16 bytes each in an edge's memory; past them nothing but {@code all} is revoked
 */
@ConfigurationProperties("edgepass.revocations")
record RevocationSettings(@DefaultValue("1000000") long maxEntries) {}
