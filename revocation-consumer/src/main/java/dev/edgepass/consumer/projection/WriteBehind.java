package dev.edgepass.consumer.projection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Writes one batch while the caller reads the next one: one at a time, in their order, none after one that failed. What is given up half-way does no harm, as a write
 * changes nothing unless the position is where it begins. For one thread.
 */
public final class WriteBehind {
    private final Executor thread;
    private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);

    /**
     * @param thread see {@link #thread}
     */
    public WriteBehind(Executor thread) {
        this.thread = thread;
    }

    /** A thread that ends when there is nothing to write for a while. */
    public static Executor thread(String name) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Waits for the write before, and begins the next one.
     *
     * @return false where the one before changed nothing; the next one isn't begun then
     */
    public boolean then(BooleanSupplier write) {
        if (!awaitWritten()) {
            return false;
        }
        last = CompletableFuture.supplyAsync(write::getAsBoolean, thread);
        return true;
    }

    /** Waits for the last write, and tells whether it was one; what it threw is thrown here. */
    public boolean awaitWritten() {
        try {
            return last.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
