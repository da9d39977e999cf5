package dev.edgepass.issuer.media;

/**
 * Objects in the media bucket.
 *
 * @param atLeast whether there may be more: counting ended early
 */
public record ObjectCount(long objects, boolean atLeast) {}
