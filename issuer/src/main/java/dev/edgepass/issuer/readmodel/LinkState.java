package dev.edgepass.issuer.readmodel;

import dev.edgepass.readmodel.LinkRecord;

/**
 * A share link and whether a revocation blocks it.
 *
 * @param blocked by its handle; a suspended link's is blocked too
 */
public record LinkState(LinkRecord link, boolean blocked) {}
