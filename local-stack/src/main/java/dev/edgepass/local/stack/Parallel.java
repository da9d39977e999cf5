package dev.edgepass.local.stack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Things done side by side. */
final class Parallel {
    private Parallel() {}

    /** Does {@code part} in a thread of its own, which doesn't keep the process alive. */
    static <T> CompletableFuture<T> async(Supplier<T> part) {
        return CompletableFuture.supplyAsync(part, task -> {
            Thread thread = new Thread(task, "edgepass-start");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Waits for all, or throws the first failure. */
    static void joinAll(List<CompletableFuture<?>> parts) {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        parts.forEach(part -> part.whenComplete((value, error) -> {
            if (error != null) {
                failure.completeExceptionally(error);
            }
        }));
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)), failure)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
