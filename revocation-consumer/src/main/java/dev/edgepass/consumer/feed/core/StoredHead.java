package dev.edgepass.consumer.feed.core;

/**
 * The head object as the store has it, unverified. Immutable.
 *
 * @param compact the compact JWS (RFC 7515)
 * @param etag its entity tag, for the {@code If-Match} of the next write (RFC 9110, section 13.1.1)
 * @param writtenAt when it was written by the store's clock, milliseconds since the epoch and cut to a second
 */
public record StoredHead(String compact, String etag, long writtenAt) {}
