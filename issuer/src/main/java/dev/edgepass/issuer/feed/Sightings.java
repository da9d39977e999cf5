package dev.edgepass.issuer.feed;

import dev.edgepass.feed.LogGaps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Which heads were seen when, and what follows for a write (docs/revocation.md): never that it is published where it isn't. A head counts for a write only if
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

    /**
     * A head, as it was read.
     *
     * @param position records of the control log that it has
     * @param asOf when the publisher asked for the log's end, by the publisher's clock
     * @param gaps records before that position which it hasn't in force
     * @param seenAt after the read, by this process's clock: the head is at least as old
     */
    record Sighting(long position, Instant asOf, LogGaps gaps, Instant seenAt) {}

    /** What the heads that were read say about one write. */
    sealed interface Evidence {
        Evidence NONE = new None();

        /** No head has it yet, as far as is known. */
        record None() implements Evidence {}

        /** A head that has it was first seen at {@code at}. */
        record Published(Instant at) implements Evidence {}

        /**
         * A head with the write's position had been there before the write: the position was used before, so the log went back, and no head's position says
         * anything about this write.
         */
        record WentBack(Sighting before) implements Evidence {}

        /** The first head that would have it passed over its record: it isn't in force, and no later head changes that. */
        record PassedOver() implements Evidence {}
    }

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
