package dev.edgepass.benchmarks.issue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Some connections that ask one server for tokens, a thread each.
 *
 * @param server scheme, host and port
 * @param requests each connection takes them by turns, from a place of its own
 * @param expected status of every answer
 */
record IssueLoad(URI server, List<byte[]> requests, int expected, int connections) {
    private static final int MOST_LATENCIES = 4_000_000;

    /**
     * What came of it.
     *
     * @param answers as expected
     * @param errors other answers, and none
     * @param nanos from begin to end
     * @param latencies in nanoseconds, sorted
     * @param firstError empty where there was none
     */
    record Result(long answers, long errors, long nanos, long[] latencies, String firstError) {
        double perSecond() {
            return answers * 1e9 / Math.max(1, nanos);
        }

        /** Milliseconds, by nearest rank. */
        double quantile(double quantile) {
            if (latencies.length == 0) {
                return Double.NaN;
            }
            int rank = (int) Math.ceil(quantile * latencies.length - 1e-3);
            return latencies[Math.max(1, Math.min(rank, latencies.length)) - 1] / 1e6;
        }
    }

    /** Every connection asks again as soon as it has its answer. */
    Result saturate(Duration duration) {
        return run(duration, 0);
    }

    /** So many requests a second, whatever the answers do: a latency counts from when its request was due. */
    Result pace(Duration duration, int perSecond) {
        return run(duration, 1_000_000_000L / perSecond);
    }

    private Result run(Duration duration, long gap) {
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        AtomicLong turn = new AtomicLong();
        List<Caller> callers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Caller caller = new Caller(i * 31, begin, end, gap, turn);
            Thread thread = new Thread(caller, "issue-load-" + i);
            thread.setDaemon(true);
            thread.start();
            callers.add(caller);
            threads.add(thread);
        }
        threads.forEach(IssueLoad::join);
        long nanos = System.nanoTime() - begin;
        long[] latencies = callers.stream()
                .flatMapToLong(caller -> Arrays.stream(caller.latencies, 0, caller.answers))
                .sorted()
                .toArray();
        return new Result(
                latencies.length,
                callers.stream().mapToLong(caller -> caller.errors).sum(),
                nanos,
                latencies,
                callers.stream()
                        .map(caller -> caller.firstError)
                        .filter(error -> !error.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Caller implements Runnable {
        private final long begin;
        private final long end;
        private final long gap;
        private final AtomicLong turn;
        private int next;
        private long[] latencies = new long[1024];
        private int answers;
        private long errors;
        private String firstError = "";

        Caller(int first, long begin, long end, long gap, AtomicLong turn) {
            this.next = first % requests.size();
            this.begin = begin;
            this.end = end;
            this.gap = gap;
            this.turn = turn;
        }

        @Override
        public void run() {
            while (System.nanoTime() < end) {
                try (KeepAlive connection = KeepAlive.to(server)) {
                    call(connection);
                } catch (IOException e) {
                    fail(e.toString());
                    LockSupport.parkNanos(10_000_000);
                }
            }
        }

        private void call(KeepAlive connection) throws IOException {
            while (true) {
                long due = gap == 0 ? System.nanoTime() : begin + turn.getAndIncrement() * gap;
                if (due >= end) {
                    return;
                }
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                int status = connection.exchange(requests.get(next));
                next = (next + 1) % requests.size();
                if (status == expected) {
                    answered(System.nanoTime() - due);
                } else {
                    fail("status " + status);
                }
            }
        }

        private void answered(long latency) {
            if (answers == latencies.length) {
                latencies = Arrays.copyOf(latencies, Math.min(MOST_LATENCIES, answers * 2));
            }
            latencies[answers++] = latency;
        }

        private void fail(String error) {
            errors++;
            if (firstError.isEmpty()) {
                firstError = error;
            }
        }
    }
}
