package dev.edgepass.edge.usage.core;

import org.jspecify.annotations.Nullable;

/**
 * When an isolate's reports leave: one after the other, each the same until it is acknowledged, while what is counted meanwhile waits for the next. Values only: a
 * request that waits or sends may be cancelled at any moment, and leaves nothing behind but times after which another one takes over. Times are milliseconds since
 * the epoch, as {@code double}s: every view asks, and {@code long} is slow in compiled JavaScript.
 */
public final class ReportQueue {
    /** What {@link #next} says where it isn't a number of milliseconds to wait. */
    public static final int NOTHING = -1;

    /** To send {@link #report} now. */
    public static final int SEND = 0;

    /** Milliseconds after which news leave: others may come with them. */
    static final int NEWS_WAIT = 1_000;

    /** Milliseconds after which the rest leaves. */
    static final int FLUSH_WAIT = 10_000;

    /** Milliseconds for the answer to a report. */
    public static final int TIMEOUT = 5_000;

    /** Milliseconds after which a report without an answer is sent again: its request must have been cancelled. */
    static final int TRUSTED = 7_000;

    /** Milliseconds between two looks at another request's sending. */
    private static final int LOOK_AGAIN = 200;

    private static final int FIRST_BACK_OFF = 1_000;
    private static final int LONGEST_BACK_OFF = 60_000;

    /** The status of an answer that acknowledges a report. */
    public static final int ACCEPTED = 202;

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final double NEVER = Double.MAX_VALUE;
    private static final double LONG_AGO = -Double.MAX_VALUE;

    private final UsageCounts counts;
    private @Nullable Report frozen;
    private double due = NEVER;
    private double timer = LONG_AGO;
    private double sendingSince = LONG_AGO;
    private double notBefore = LONG_AGO;
    private int backOff;

    public ReportQueue(UsageCounts counts) {
        this.counts = counts;
    }

    /**
     * Something was counted.
     *
     * @param news whether it is to leave soon
     * @return as {@link #next}
     */
    public int counted(double now, boolean news) {
        due = Math.min(due, now + (news ? NEWS_WAIT : FLUSH_WAIT));
        return next(now);
    }

    /**
     * What the request that asks does next: {@link #SEND}, to be followed by {@link #answered} or {@link #failed}; {@link #NOTHING}; or a wait of so many
     * milliseconds, to be followed by {@link #woke}, or by {@link #abandon}.
     */
    public int next(double now) {
        boolean sending = now >= sendingSince && now < sendingSince + TRUSTED;
        if (due == NEVER && (frozen == null || sending)) {
            return NOTHING;
        }
        if (notBefore - now > 2 * LONGEST_BACK_OFF) {
            // The clock went back.
            notBefore = now;
        }
        double at = Math.max(notBefore, frozen == null || sending ? due : now);
        if (sending) {
            at = Math.max(at, Math.min(sendingSince + TRUSTED, now + LOOK_AGAIN));
        }
        if (at <= now) {
            sendingSince = now;
            return SEND;
        }
        if (timer > now && timer <= at) {
            return NOTHING;
        }
        timer = at;
        return (int) (at - now);
    }

    /**
     * The request that was to wait has waited. Its time may still be ahead where the clock was set back: then it waits on, or another one does.
     *
     * @return as {@link #next}
     */
    public int woke(double now) {
        timer = LONG_AGO;
        return next(now);
    }

    /** The request that was to wait doesn't: the next one does. */
    public void abandon() {
        timer = LONG_AGO;
    }

    /**
     * The report to send.
     *
     * @param location the platform's name of the data centre
     */
    public Report report(String location) {
        Report report = frozen;
        if (report == null) {
            report = counts.take(location);
            frozen = report;
            due = counts.isEmpty() ? NEVER : LONG_AGO;
        }
        return report;
    }

    /**
     * The issuer's answer to {@code report}.
     *
     * @param random from 0 to 1: by it isolates try again at different times
     * @return whether the report is off: acknowledged, or refused for good
     */
    public boolean answered(Report report, int status, double now, double random) {
        if (status != ACCEPTED && status != BAD_REQUEST && status != TOO_LARGE) {
            failed(report, now, random);
            return false;
        }
        if (report == frozen) {
            frozen = null;
            backOff = 0;
            notBefore = LONG_AGO;
            sendingSince = LONG_AGO;
        }
        return true;
    }

    /** There was no answer to {@code report}. Parameters as of {@link #answered}. */
    public void failed(Report report, double now, double random) {
        if (report == frozen) {
            backOff = Math.min(LONGEST_BACK_OFF, Math.max(FIRST_BACK_OFF, backOff * 2));
            notBefore = now + (int) (backOff * 3.0 / 4 + random * backOff / 2);
            sendingSince = LONG_AGO;
        }
    }
}
