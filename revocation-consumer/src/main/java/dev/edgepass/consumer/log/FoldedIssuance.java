package dev.edgepass.consumer.log;

/** A projection of the issuance topic: nothing is deleted from Kafka that it hasn't folded in. Thread-safe. */
@FunctionalInterface
public interface FoldedIssuance {
    /**
     * The next offset that it folds of {@code partition}; 0 where it hasn't begun, or with another topic than {@code topicId}'s.
     *
     * @throws RuntimeException where that can't be told
     */
    long position(String topicId, int partition);
}
