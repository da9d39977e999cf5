package dev.edgepass.benchmarks.issue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Some connections that ask one server for tokens, a thread each.
 *
 * @param connector opens a connection
 * @param expected status of every answer
 */
record IssueLoad(Connector connector, int expected, int connections) {
    private static final int DIGITS = 3;
    private static final long AFTER_A_FAILURE_NANOS = 10_000_000;

    /** Asks over HTTP; each connection takes {@code requests} by turns, from a place of its own. */
    IssueLoad(URI server, List<byte[]> requests, int expected, int connections) {
        this(number -> new HttpConnection(KeepAlive.to(server), requests, number * 31), expected, connections);
    }

    /** Opens connection {@code number}, from 0. */
    interface Connector {
        Connection open(int number) throws IOException;
    }

    /** Used by one thread, and closed when it fails. */
    interface Connection extends AutoCloseable {
        /** Asks for one token; the answer's status. */
        int ask() throws Exception;

        @Override
        default void close() {}
    }

    /**
     * The result of a load.
     *
     * @param latencies of the answers as expected, in nanoseconds, to three digits
     * @param errors other answers, and none
     * @param nanos from begin to end
     * @param firstError empty where there was none
     */
    record Result(Histogram latencies, long errors, long nanos, String firstError) {
        long answers() {
            return latencies.getTotalCount();
        }

        double perSecond() {
            return answers() * 1e9 / Math.max(1, nanos);
        }

        /** Milliseconds, by nearest rank. */
        double quantile(double quantile) {
            return latencies.getValueAtPercentile(quantile * 100) / 1e6;
        }
    }

    /** Every connection asks again as soon as it has its answer. */
    Result saturate(Duration duration) {
        return new Run(duration, 0).result();
    }

    /** So many requests a second, whatever the answers do: a latency counts from when its request was due. */
    Result pace(Duration duration, int perSecond) {
        return new Run(duration, 1_000_000_000L / perSecond).result();
    }

    private final class Run {
        private final long begin = System.nanoTime();
        private final long end;
        private final long gap;
        private final AtomicLong turn = new AtomicLong();
        private final Histogram latencies = new ConcurrentHistogram(DIGITS);
        private long errors;
        private String firstError = "";

        Run(Duration duration, long gap) {
            this.end = begin + duration.toNanos();
            this.gap = gap;
        }

        Result result() {
            List<Thread> threads = IntStream.range(0, connections)
                    .mapToObj(number -> new Thread(() -> run(number), "issue-load-" + number))
                    .toList();
            threads.forEach(thread -> {
                thread.setDaemon(true);
                thread.start();
            });
            threads.forEach(Run::join);
            return new Result(latencies, errors, System.nanoTime() - begin, firstError);
        }

        private void run(int number) {
            while (System.nanoTime() < end) {
                try (Connection connection = connector.open(number)) {
                    askUntilTheEnd(connection);
                } catch (Exception e) {
                    fail(e.toString());
                    LockSupport.parkNanos(AFTER_A_FAILURE_NANOS);
                }
            }
        }

        private void askUntilTheEnd(Connection connection) throws Exception {
            while (true) {
                long due = gap == 0 ? System.nanoTime() : begin + turn.getAndIncrement() * gap;
                if (due >= end) {
                    return;
                }
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                int status = connection.ask();
                if (status == expected) {
                    latencies.recordValue(System.nanoTime() - due);
                } else {
                    fail("status " + status);
                }
            }
        }

        private synchronized void fail(String error) {
            errors++;
            firstError = firstError.isEmpty() ? error : firstError;
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class HttpConnection implements Connection {
        private final KeepAlive connection;
        private final List<byte[]> requests;
        private int next;

        HttpConnection(KeepAlive connection, List<byte[]> requests, int first) {
            this.connection = connection;
            this.requests = requests;
            this.next = first;
        }

        @Override
        public int ask() throws IOException {
            return connection.exchange(requests.get(next++ % requests.size()));
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
