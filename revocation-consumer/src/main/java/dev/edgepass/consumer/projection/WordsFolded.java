package dev.edgepass.consumer.projection;

/** Waits for the words topic's projection. Events name words that were written before them, so whoever has waited finds them, or they were erased. */
@FunctionalInterface
public interface WordsFolded {
    /** For a fold that is brought to its end before. */
    WordsFolded ALWAYS = () -> {};

    /**
     * Returns once every record of the words topic that was acknowledged before this call is folded in.
     *
     * @throws dev.edgepass.consumer.log.LogUnavailable where that takes long, or Kafka doesn't answer
     */
    void await();
}
