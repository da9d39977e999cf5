package dev.edgepass.consumer.audience;

import org.jspecify.annotations.Nullable;

/**
 * An unusual audience.
 *
 * @param week number of the UTC week, from 1970-01-05
 * @param viewer subject of the viewer whose places are too many: a media URL may be in many hands; null where those of the whole link are
 * @param detail one sentence with the figures, for people; it names no viewer
 */
public record Verdict(long week, @Nullable String viewer, String detail) {}
