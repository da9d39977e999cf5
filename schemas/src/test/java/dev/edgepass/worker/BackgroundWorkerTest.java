package dev.edgepass.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The work: fails by each of these, one at a time, and then waits until it is stopped. */
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private final Queue<Throwable> heard = new ConcurrentLinkedQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private final BackgroundWorker worker = new BackgroundWorker("test-worker") {
        @Override
        protected void run() throws InterruptedException {
            begun.incrementAndGet();
            Throwable failure = failures.poll();
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (failure instanceof InterruptedException interruption) {
                throw interruption;
            }
            never.await();
        }

        @Override
        protected void failed(Throwable failure) {
            heard.add(failure);
        }
    };

    @AfterEach
    void stop() {
        worker.stop();
    }

    @Test
    void work_that_fails_begins_anew_and_is_counted() {
        Throwable mistake = new IllegalStateException("a mistake");
        failures.add(mistake);

        worker.start();
        await().atMost(PATIENCE).until(() -> begun.get() == 2);

        assertThat(worker.isRunning()).isTrue();
        assertThat(worker.restarts()).isEqualTo(1);
        assertThat(heard).containsExactly(mistake);
    }

    @Test
    void neither_an_error_nor_an_interruption_that_isnt_a_stop_ends_it() {
        failures.add(new StackOverflowError());
        failures.add(new InterruptedException());

        worker.start();
        await().atMost(PATIENCE).until(() -> begun.get() == 3);

        assertThat(worker.isRunning()).isTrue();
        assertThat(worker.restarts()).isEqualTo(2);
    }

    @Test
    void stopped_it_ends_and_counts_no_restart() {
        worker.start();
        await().atMost(PATIENCE).until(() -> begun.get() == 1);

        worker.stop();

        assertThat(worker.isRunning()).isFalse();
        assertThat(begun).hasValue(1);
        assertThat(worker.restarts()).isZero();
    }

    @Test
    void stopped_in_the_pause_after_a_failure_it_ends() {
        failures.add(new IllegalStateException("a mistake"));
        worker.start();
        await().atMost(PATIENCE).until(() -> !heard.isEmpty());
        CountDownLatch ended = new CountDownLatch(1);

        worker.stop(ended::countDown);

        await().atMost(PATIENCE).until(() -> ended.getCount() == 0);
        assertThat(worker.isRunning()).isFalse();
        assertThat(begun).hasValue(1);
    }

    @Test
    void started_again_after_its_stop_it_works_again() {
        worker.start();
        await().atMost(PATIENCE).until(() -> begun.get() == 1);
        worker.stop();

        worker.start();

        await().atMost(PATIENCE).until(() -> begun.get() == 2);
        assertThat(worker.isRunning()).isTrue();
    }
}
