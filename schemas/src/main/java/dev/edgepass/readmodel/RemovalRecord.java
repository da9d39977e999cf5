package dev.edgepass.readmodel;

import java.time.Instant;

/**
 * A viewer who was sent out of a link ({@link Keys#removed}).
 *
 * @param link its id
 * @param position of the removal
 */
public record RemovalRecord(String link, long position, Instant removedAt, String removedBy) {}
