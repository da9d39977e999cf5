package dev.edgepass.issuer.feed;

import dev.edgepass.feed.LogGaps;
import java.time.Instant;

/**
 * A head, as it was read.
 *
 * @param position records of the control log that it has
 * @param asOf when the publisher asked for the log's end, by the publisher's clock
 * @param gaps records before that position which it hasn't in force
 * @param seenAt after the read, by this process's clock: the head is at least as old
 */
record Sighting(long position, Instant asOf, LogGaps gaps, Instant seenAt) {}
