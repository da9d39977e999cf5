package dev.edgepass.consumer.feed.core;

/**
 * The head object as the store has it.
 *
 * @param compact the compact JWS
 * @param etag what a conditional write names it by
 */
public record StoredHead(String compact, String etag) {}
