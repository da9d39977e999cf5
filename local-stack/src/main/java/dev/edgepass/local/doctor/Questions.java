package dev.edgepass.local.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** Probes side by side. A part that says nothing within 15 s of the first question isn't waited for, and one that fails in any way is unknown: never well, and never the end of the others. */
final class Questions implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration SETTLED = Duration.ofSeconds(6);

    /** Those that not every system has. */
    private static final List<CheckId> OPTIONAL = List.of(
            CheckId.REPLICAS, CheckId.SENTINELS, CheckId.PUBLIC_ADDRESS, CheckId.CLIENT_ADDRESS, CheckId.TOKENS);

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "edgepass-doctor");
        thread.setDaemon(true);
        return thread;
    });

    private final long begin = System.nanoTime();

    Questions() {
        // Of two first users at once one makes it write to the terminal.
        LoggerFactory.getILoggerFactory();
    }

    <T> Future<T> ask(Callable<T> probe) {
        return threads.submit(probe);
    }

    /** Waits for an answer, whatever it is; one that is late counts as none. */
    void settle(Future<?> answer) {
        try {
            answer.get(SETTLED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // That is an answer, too.
        } catch (TimeoutException e) {
            answer.cancel(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The answer; empty where there is none. */
    <T> Optional<T> found(Future<T> answer) {
        try {
            return Optional.of(get(answer));
        } catch (NotSeen e) {
            return Optional.empty();
        }
    }

    /**
     * What {@code judge} says of the answer. Without one, the part's first check failed, and the others of its group are unknown.
     *
     * @param first is about whether the part answers
     * @param mend of the first
     */
    <T> List<Check> checks(Future<T> answer, Function<T, List<Check>> judge, CheckId first, String mend) {
        try {
            return judge.apply(get(answer));
        } catch (NotSeen e) {
            String reason = String.valueOf(e.getMessage());
            List<Check> checks = new ArrayList<>(List.of(Check.fail(first, reason, mend)));
            List<CheckId> others = CheckId.in(first.group()).stream()
                    .filter(id -> id != first && !OPTIONAL.contains(id))
                    .toList();
            checks.addAll(Check.unknown(others, reason));
            return checks;
        }
    }

    private <T> T get(Future<T> answer) {
        try {
            long left = LIMIT.toNanos() - (System.nanoTime() - begin);
            return answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotSeen notSeen) {
                throw notSeen;
            }
            // Its message could quote what was asked.
            String kind =
                    e.getCause() == null ? "unknown" : e.getCause().getClass().getSimpleName();
            throw new NotSeen("It couldn't be asked (" + kind + ").", e);
        } catch (TimeoutException | CancellationException e) {
            throw new NotSeen("There was no answer within " + LIMIT.toSeconds() + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSeen("It was interrupted.", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
