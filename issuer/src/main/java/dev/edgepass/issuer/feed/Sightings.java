package dev.edgepass.issuer.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Which heads were seen when, and what follows for a write (DESIGN section 1.2): never that it is published where it isn't. A head counts for a write only if
 *
 * <ul>
 *   <li>its position is the write's or higher;
 *   <li>it wasn't there before the write was sent. A head that was holds a position that has been used before: the log went back (recreated, truncated, restored);
 *   <li>its {@code asOf} isn't older than the write's acceptance by more than {@link #CLOCK_TOLERANCE}, which is what the publisher's clock and this one may differ
 *       by. So a head from before the log went back doesn't count either where nobody here had read it in time.
 * </ul>
 *
 * The newest {@value #REMEMBERED} are remembered, and of the others the highest. Used by one thread at a time.
 */
final class Sightings {
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
    static final int REMEMBERED = 10_000;

    private final Deque<Sighting> sightings = new ArrayDeque<>();
    private @Nullable Sighting highestForgotten;

    /** Takes in what was just read; a head that was seen before adds nothing. */
    void add(Sighting seen) {
        Sighting last = sightings.peekLast();
        if (last != null && last.position() == seen.position() && last.asOf().equals(seen.asOf())) {
            return;
        }
        sightings.addLast(seen);
        if (sightings.size() > REMEMBERED) {
            Sighting forgotten = sightings.removeFirst();
            if (highestForgotten == null || forgotten.position() > highestForgotten.position()) {
                highestForgotten = forgotten;
            }
        }
    }

    /**
     * What is known of a write.
     *
     * @param sentAt before it was sent, by this process's clock
     * @param acceptedAt when the log had it
     */
    Evidence of(long position, Instant sentAt, Instant acceptedAt) {
        if (highestForgotten != null && contradicts(highestForgotten, position, sentAt)) {
            return new Evidence.WentBack(highestForgotten);
        }
        Instant oldest = acceptedAt.minus(CLOCK_TOLERANCE);
        for (Sighting seen : sightings) {
            if (contradicts(seen, position, sentAt)) {
                return new Evidence.WentBack(seen);
            }
            if (seen.position() >= position && !seen.asOf().isBefore(oldest)) {
                return new Evidence.Published(seen.seenAt());
            }
        }
        return Evidence.NONE;
    }

    private static boolean contradicts(Sighting seen, long position, Instant sentAt) {
        return seen.position() >= position && !seen.seenAt().isAfter(sentAt);
    }
}
