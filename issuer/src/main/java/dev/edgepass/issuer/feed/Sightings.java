package dev.edgepass.issuer.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Which heads were seen when, and what follows for a write (DESIGN section 1.2): never that it is published where it isn't. A head counts for a write only if
 *
 * <ul>
 *   <li>its position is the write's or higher;
 *   <li>it wasn't there before the write was sent. A head that was holds a position that has been used before: the log went back (recreated, truncated, restored);
 *   <li>its {@code asOf} isn't older than the write's acceptance by more than {@link #CLOCK_TOLERANCE}, which is what the publisher's clock and this one may differ
 *       by. So a head from before the log went back doesn't count either where this instance had not read it in time.
 *   <li>it didn't pass over the write's own record ({@link dev.edgepass.feed.LogGaps}).
 * </ul>
 *
 * The newest {@value #REMEMBERED} are remembered, and the highest of all. Used by one thread at a time.
 */
final class Sightings {
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
    static final int REMEMBERED = 10_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** @param highest of all sightings so far, forgotten ones too */
    private record Entry(Sighting seen, Sighting highest) {}

    /** Takes in what was just read; a head that was seen before adds nothing. */
    void add(Sighting seen) {
        Entry last = entries.peekLast();
        if (last == null) {
            entries.addLast(new Entry(seen, seen));
            return;
        }
        if (last.seen.position() == seen.position() && last.seen.asOf().equals(seen.asOf())) {
            return;
        }
        entries.addLast(new Entry(seen, seen.position() > last.highest.position() ? seen : last.highest));
        if (entries.size() > REMEMBERED) {
            entries.removeFirst();
        }
    }

    /**
     * What is known of a write. Looks only at what was seen since it was sent.
     *
     * @param sentAt before it was sent, by this process's clock
     * @param acceptedAt when the log had it
     */
    Evidence of(long position, Instant sentAt, Instant acceptedAt) {
        Instant oldest = acceptedAt.minus(CLOCK_TOLERANCE);
        Sighting first = null;
        Sighting highest = null;
        for (Iterator<Entry> newestFirst = entries.descendingIterator(); newestFirst.hasNext(); ) {
            Entry entry = newestFirst.next();
            highest = entry.highest;
            if (!entry.seen.seenAt().isAfter(sentAt)) {
                break;
            }
            if (entry.seen.position() >= position && !entry.seen.asOf().isBefore(oldest)) {
                first = entry.seen;
            }
        }
        if (highest != null
                && highest.position() >= position
                && !highest.seenAt().isAfter(sentAt)) {
            return new Evidence.WentBack(highest);
        }
        if (first == null) {
            return Evidence.NONE;
        }
        return first.gaps().mayLack(position - 1) ? new Evidence.PassedOver() : new Evidence.Published(first.seenAt());
    }
}
