package dev.edgepass.issuer.log;

import dev.edgepass.event.Topics;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Writes what people wrote about links, and returns once Kafka has all of it on every in-sync replica: before the event that names it. Where that event doesn't follow, the words are in force
 * for nobody, and the consumer erases them after a while. Thread-safe.
 */
public final class WordsLog {
    /** As {@link EventLog}'s: longer than the producer's own limits, for all together. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Producer<String, byte[]> producer;

    WordsLog(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Writes them, in their order.
     *
     * @return the topic's position with them; 0 where there are none
     * @throws ProblemException {@code log-unavailable}
     */
    public long append(List<WordsRecord> records) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (WordsRecord words : records) {
                sent.add(producer.send(new ProducerRecord<>(Topics.WORDS, 0, words.key(), words.value())));
            }
            long position = 0;
            for (Future<RecordMetadata> one : sent) {
                position =
                        one.get(end - System.nanoTime(), TimeUnit.NANOSECONDS).offset() + 1;
            }
            return position;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw unavailable(e);
        }
    }

    private static ProblemException unavailable(Exception cause) {
        return new ProblemException(
                ProblemType.LOG_UNAVAILABLE.detail(
                        "Kafka didn't acknowledge what was written about the link. Repeat the request, which does no harm; if this goes on, check the broker and whether there is the topic "
                                + Topics.WORDS + "."),
                cause);
    }
}
