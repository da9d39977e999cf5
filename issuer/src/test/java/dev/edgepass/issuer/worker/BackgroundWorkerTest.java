package dev.edgepass.issuer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BackgroundWorkerTest {
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);

    private final BackgroundWorker worker = new BackgroundWorker("test-worker") {
        @Override
        protected void run() throws InterruptedException {
            if (begun.incrementAndGet() == 1) {
                throw new IllegalStateException("a mistake");
            }
            never.await();
        }
    };

    @Test
    void a_mistake_ends_the_work_for_a_moment_only() {
        worker.start();

        Awaitility.await().until(() -> begun.get() == 2);

        assertThat(worker.isRunning()).isTrue();
        worker.stop();
        Awaitility.await().until(() -> !worker.isRunning());
        assertThat(begun).hasValue(2);
    }
}
