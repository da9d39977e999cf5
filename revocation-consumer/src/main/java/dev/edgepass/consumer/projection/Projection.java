package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.LogReader;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A fold of one topic that keeps its position beside its data. */
public interface Projection {
    /** For metrics and messages. */
    String name();

    LogReader open(EventLog log);

    Progress progress();

    /**
     * Folds records of one partition, in one or several atomic steps, each with the position that it reaches. For one thread at a time.
     *
     * @param from where the projection has to be: the offset of the first record
     * @return false where it is elsewhere, or made from another topic; nothing is changed then by the step that found that, nor by a later one
     */
    boolean apply(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages);

    /**
     * As {@link #apply}, but the last step may still be under way when it returns, so that the caller reads on meanwhile: the next call, or {@link #awaitWritten}, tells
     * of it.
     */
    default boolean begin(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
        return apply(partition, from, topicId, messages);
    }

    /** Waits for the last step that was begun, and tells whether it changed the read model; what it threw is thrown here. */
    default boolean awaitWritten() {
        return true;
    }

    /**
     * Goes on over offsets that have no record, as compaction leaves them. A fold of a topic that isn't compacted stays where it is.
     *
     * @param to the next offset that may have one
     * @return whether it is there now
     */
    default boolean skip(int partition, long from, long to, String topicId) {
        return false;
    }
}
