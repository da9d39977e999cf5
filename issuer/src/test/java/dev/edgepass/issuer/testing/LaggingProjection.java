package dev.edgepass.issuer.testing;

import dev.edgepass.event.Topics;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A projection that runs by itself and is always late, by a random time for a random number of records. */
public final class LaggingProjection implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int MAX_BATCH = 40;

    private final Random random;
    private final int maxDelayMillis;
    private final Thread thread = new Thread(this::run, "lagging-projection");
    private volatile boolean closed;

    private LaggingProjection(long seed, int maxDelayMillis) {
        this.random = new Random(seed);
        this.maxDelayMillis = maxDelayMillis;
    }

    /** Begins where the projection is; {@link TestProjection#catchUp} isn't to be called until this is closed. */
    public static LaggingProjection start(long seed, int maxDelayMillis) {
        LaggingProjection projection = new LaggingProjection(seed, maxDelayMillis);
        projection.thread.setDaemon(true);
        projection.thread.start();
        return projection;
    }

    private void run() {
        TopicPartition control = new TopicPartition(Topics.CONTROL, 0);
        try (KafkaConsumer<String, CloudEvent> consumer = LogReader.consumer()) {
            consumer.assign(List.of(control));
            consumer.seek(control, TestProjection.catchUp());
            List<LogReader.Entry> waiting = new ArrayList<>();
            while (!closed) {
                consumer.poll(POLL).forEach(read -> waiting.add(LogReader.entry(read)));
                Thread.sleep(random.nextInt(maxDelayMillis));
                List<LogReader.Entry> batch =
                        waiting.subList(0, Math.min(waiting.size(), 1 + random.nextInt(MAX_BATCH)));
                batch.forEach(TestProjection::fold);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
