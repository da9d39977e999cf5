package dev.edgepass.benchmarks.leaks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the query of {@link AwsJudge} counts of one session in one look-back period. Not thread-safe. */
final class AwsSession {
    /** Seconds: the look-back period that AWS' wizard offers first. Periods follow each other. */
    static final int LOOK_BACK = 600;

    static final int PERIODS = Visit.WEEK / LOOK_BACK;

    private final Set<Long> addresses = new HashSet<>();
    private final Set<Integer> agents = new HashSet<>();
    private final Set<Integer> referers = new HashSet<>();
    private int requests;
    private int first = Integer.MAX_VALUE;
    private int last;

    private AwsSession() {}

    /** A week's sessions by period, and in it by viewer. */
    static TreeMap<Integer, Map<Integer, AwsSession>> of(LinkWeek week) {
        TreeMap<Integer, Map<Integer, AwsSession>> periods = new TreeMap<>();
        for (Visit visit : week.visits()) {
            int end = visit.at() + visit.seconds();
            for (int period = visit.at() / LOOK_BACK; period <= end / LOOK_BACK && period < PERIODS; period++) {
                int from = Math.max(visit.at(), period * LOOK_BACK);
                int until = Math.min(end, (period + 1) * LOOK_BACK - 1);
                // Evenly spread.
                int requests =
                        Math.max(1, (int) ((long) visit.requests() * (until - from + 1) / (visit.seconds() + 1)));
                periods.computeIfAbsent(period, any -> new HashMap<>())
                        .computeIfAbsent(visit.subject(), any -> new AwsSession())
                        .add(visit, requests, from, until);
            }
        }
        return periods;
    }

    private void add(Visit visit, int count, int from, int until) {
        requests += count;
        first = Math.min(first, from);
        last = Math.max(last, until);
        addresses.add(visit.place().address());
        agents.add(visit.agent());
        // A log has "-" for none, which counts like another one.
        referers.add(visit.referer());
    }

    int seconds() {
        return last - first;
    }

    /** Requests a second. */
    double rate() {
        return (double) requests / seconds();
    }

    /** One for each of these: more than one address, more than one user agent, more than one referer. */
    int penalties() {
        return (addresses.size() > 1 ? 1 : 0) + (agents.size() > 1 ? 1 : 0) + (referers.size() > 1 ? 1 : 0);
    }
}
