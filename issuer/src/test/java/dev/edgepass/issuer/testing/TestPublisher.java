package dev.edgepass.issuer.testing;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Publishes the log's end again and again while something is asked of an issuer, as the publisher does. A head with a position that the log hasn't reached won't
 * do: to an issuer that means that the log went back, and from then on it says of nothing that it is published.
 */
public final class TestPublisher {
    private TestPublisher() {}

    public static <T> T during(Supplier<T> action) {
        CompletableFuture<T> result = CompletableFuture.supplyAsync(action);
        while (!result.isDone()) {
            TestFeed.publish(TestProjection.catchUp());
        }
        return result.join();
    }
}
