package dev.edgepass.issuer.readmodel;

/**
 * An owner's share links that are neither closed nor expired.
 *
 * @param position of the read model; 0 where there is none yet
 */
public record OpenLinks(long position, long number) {}
