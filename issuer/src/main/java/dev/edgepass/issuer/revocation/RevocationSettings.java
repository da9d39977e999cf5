package dev.edgepass.issuer.revocation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.revocations}.
 *
 * @param maxEntries most live entries in the edge's feed, 16 bytes each in an edge's memory; past them only a revocation of all is accepted
 */
@ConfigurationProperties("edgepass.revocations")
record RevocationSettings(@DefaultValue("1000000") long maxEntries) {}
