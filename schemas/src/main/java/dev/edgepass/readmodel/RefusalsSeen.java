package dev.edgepass.readmodel;

/**
 * When a location refused requests by a handle ({@link Keys#receipts}). Times are milliseconds since the epoch by the edge's clock.
 *
 * @param firstPosition of the head on which the first was decided
 * @param lastPosition of the head on which the last was decided
 */
public record RefusalsSeen(long firstAt, long firstPosition, long lastAt, long lastPosition) {}
