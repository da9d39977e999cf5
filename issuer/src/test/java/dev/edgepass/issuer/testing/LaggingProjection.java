package dev.edgepass.issuer.testing;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.projection.Progress;
import dev.edgepass.consumer.projection.Projection;
import dev.edgepass.consumer.projection.ProjectionWorker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;

/** The consumer's projection of the control topic, which runs by itself and is always late: by a random time for a random number of records. */
public final class LaggingProjection implements AutoCloseable {
    private static final int MAX_BATCH = 40;

    private final ProjectionWorker worker;

    private LaggingProjection(Late projection) {
        worker = new ProjectionWorker(projection, TestProjection.LOG, new SimpleMeterRegistry());
    }

    /** Begins at the log's end. */
    public static LaggingProjection start(long seed, int maxDelayMillis) {
        TestProjection.catchUp();
        LaggingProjection projection =
                new LaggingProjection(new Late(TestProjection.CONTROL, new Random(seed), maxDelayMillis));
        projection.worker.start();
        return projection;
    }

    @Override
    public void close() {
        worker.stop();
    }

    private record Late(Projection projection, Random random, int maxDelayMillis) implements Projection {
        @Override
        public String name() {
            return "lagging";
        }

        @Override
        public LogReader open(EventLog log) {
            return projection.open(log);
        }

        @Override
        public Progress progress() {
            return projection.progress();
        }

        @Override
        public boolean apply(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
            long begin = from;
            for (int first = 0, end; first < messages.size(); first = end) {
                end = Math.min(messages.size(), first + 1 + random.nextInt(MAX_BATCH));
                List<ConsumerRecord<byte[], byte[]>> batch = messages.subList(first, end);
                pause();
                if (!projection.apply(partition, begin, topicId, batch)) {
                    return false;
                }
                begin = batch.get(batch.size() - 1).offset() + 1;
            }
            return true;
        }

        private void pause() {
            try {
                Thread.sleep(random.nextInt(maxDelayMillis));
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }
}
