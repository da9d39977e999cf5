package dev.edgepass.benchmarks.revocation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** The answers to one watch. Times are milliseconds since the epoch. Thread-safe. */
final class Sightings {
    private static final int GRANTED = 200;
    private static final int REFUSED = 403;
    private static final int STALE = 503;

    private long[] grants = new long[64];
    private int granted;
    private int grantedAfterRefusal;
    private int stale;
    private int failed;
    private String otherThanGranted = "no answer yet";
    private long firstRefusal;
    private long inForce;

    /** An answer with this status that was given at {@code now}. */
    synchronized void add(int status, long now) {
        if (status != GRANTED) {
            otherThanGranted = "status " + status;
        }
        switch (status) {
            case GRANTED -> grant(now);
            case REFUSED -> {
                firstRefusal = firstRefusal == 0 ? now : firstRefusal;
                inForce = inForce == 0 ? now : inForce;
            }
            case STALE -> {
                stale++;
                inForce = inForce == 0 ? now : inForce;
            }
            default -> failed++;
        }
    }

    /** No answer came. */
    synchronized void fail(Throwable reason) {
        failed++;
        otherThanGranted = reason instanceof CompletionException && reason.getCause() != null
                ? reason.getCause().toString()
                : reason.toString();
    }

    private void grant(long now) {
        if (granted == grants.length) {
            grants = Arrays.copyOf(grants, granted * 2);
        }
        grants[granted++] = now;
        grantedAfterRefusal += firstRefusal == 0 ? 0 : 1;
        inForce = 0;
    }

    synchronized int granted() {
        return granted;
    }

    /** The first refusal, or 503, after which nothing was granted. */
    synchronized OptionalLong inForce() {
        return inForce == 0 ? OptionalLong.empty() : OptionalLong.of(inForce);
    }

    synchronized boolean isRefused() {
        return firstRefusal != 0;
    }

    /** Views granted later than {@code time}. */
    synchronized int grantedAfter(long time) {
        int late = 0;
        for (int i = granted - 1; i >= 0 && grants[i] > time; i--) {
            late++;
        }
        return late;
    }

    /** Views granted after a refusal that wasn't a 503: none, as long as a revocation stays in force. */
    synchronized int grantedAfterRefusal() {
        return grantedAfterRefusal;
    }

    /** Answers 503. */
    synchronized int stale() {
        return stale;
    }

    /** Neither granted nor refused: no answer, or another status. */
    synchronized int failed() {
        return failed;
    }

    private synchronized String otherThanGranted() {
        return otherThanGranted;
    }

    /**
     * Those that granted nothing, by the status of the last answer, or by why none came: {@code 22 of 24 locations: status 503; 2 of 24 locations: no answer yet}. Empty
     * where all have granted.
     */
    static String withoutGrant(List<Sightings> locations) {
        Map<String, Long> kinds = locations.stream()
                .filter(seen -> seen.granted() == 0)
                .collect(Collectors.groupingBy(Sightings::otherThanGranted, LinkedHashMap::new, Collectors.counting()));
        return kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " of " + locations.size() + " locations: " + kind.getKey())
                .collect(Collectors.joining("; "));
    }
}
