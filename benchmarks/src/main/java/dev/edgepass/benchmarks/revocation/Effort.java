package dev.edgepass.benchmarks.revocation;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The view load and its CPU time: whether the machine, or the load itself, was in the way of what was measured.
 *
 * @param views answers
 * @param millis in which they came
 * @param edgeCpuMillis of the Workers runtime
 * @param ownCpuMillis of this process
 */
record Effort(long views, long millis, long edgeCpuMillis, long ownCpuMillis) {
    /** The effort until now; a later one minus it is the effort between them. */
    static Effort soFar(long views, long edgePid) {
        return new Effort(
                views,
                System.currentTimeMillis(),
                cpu(ProcessHandle.of(edgePid)),
                cpu(Optional.of(ProcessHandle.current())));
    }

    Effort minus(Effort earlier) {
        return new Effort(
                views - earlier.views,
                millis - earlier.millis,
                edgeCpuMillis - earlier.edgeCpuMillis,
                ownCpuMillis - earlier.ownCpuMillis);
    }

    /** {@code 612 views/s; workerd 34 %, viewers 11 % of a processor}. */
    @Override
    public String toString() {
        double span = Math.max(1, millis);
        return String.format(
                Locale.ROOT,
                "%,.0f views/s; workerd %.0f %%, viewers %.0f %% of a processor",
                views * 1000 / span,
                edgeCpuMillis * 100 / span,
                ownCpuMillis * 100 / span);
    }

    private static long cpu(Optional<ProcessHandle> process) {
        return process.flatMap(running -> running.info().totalCpuDuration())
                .map(Duration::toMillis)
                .orElse(0L);
    }
}
