package dev.edgepass.benchmarks.leaks;

import java.util.OptionalInt;

/** What tells unusual weeks from usual ones. */
interface Judge {
    /**
     * @param from second of the week before which alarms don't count: nothing had leaked yet
     * @return the second of the first alarm that counts
     */
    OptionalInt alarm(LinkWeek week, int from);
}
