package dev.edgepass.local.doctor;

import dev.edgepass.local.status.Humane;
import java.time.Instant;

/**
 * This machine's clock beside another's, by the {@code Date} of an HTTP answer, which is cut to whole seconds.
 *
 * @param host whose clock it is
 * @param sent when the question was sent, by our clock
 * @param received when the answer came, by our clock
 */
record ClockFacts(String host, Instant sent, Instant date, Instant received) {
    private static final long SECOND = 1000;

    /** The publisher's own limit: past it the age of heads can't be trusted. */
    private static final long WARN_MILLIS = 2000;

    /** Logins of other machines are refused past it (edgepass.identity.clock-skew). */
    private static final long FAIL_MILLIS = 30_000;

    private static final String MEND = "let the clock be set by NTP: timedatectl set-ntp true";

    /** How far our clock is ahead (or behind: negative) at the least, in milliseconds; 0 where both may be the same. */
    long aheadMillis() {
        long ahead = sent.toEpochMilli() - (date.toEpochMilli() + SECOND);
        long behind = date.toEpochMilli() - received.toEpochMilli();
        if (ahead > 0) {
            return ahead;
        }
        return behind > 0 ? -behind : 0;
    }

    Check check() {
        long ahead = aheadMillis();
        if (ahead == 0) {
            return Check.ok(CheckId.CLOCK, "This machine's clock is that of " + host + ", to a second.");
        }
        String seen = "This machine's clock is " + Humane.duration(Math.abs(ahead))
                + (ahead > 0 ? " ahead of " : " behind ") + host + "'s.";
        if (Math.abs(ahead) > FAIL_MILLIS) {
            return Check.fail(CheckId.CLOCK, seen, MEND);
        }
        return Math.abs(ahead) > WARN_MILLIS ? Check.warn(CheckId.CLOCK, seen, MEND) : Check.ok(CheckId.CLOCK, seen);
    }
}
