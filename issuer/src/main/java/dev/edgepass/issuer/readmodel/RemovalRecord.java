package dev.edgepass.issuer.readmodel;

import java.time.Instant;

/**
 * A viewer who was sent out of a link, as the consumer keeps it ({@code ep:removed}).
 *
 * @param link its id
 * @param position of the removal
 */
public record RemovalRecord(String link, long position, Instant removedAt, String removedBy) {}
