package dev.edgepass.consumer.log;

import dev.edgepass.deadletter.OpenDeadLetters;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead letters of one topic, folded up to where they were last read. For one thread, but for {@link #open}. */
final class FollowedDeadLetters {
    private static final Duration POLL = Duration.ofMillis(500);
    /** In a row, so 5 s. */
    private static final int MOST_EMPTY_POLLS = 10;

    private final EventLog events;
    private final String topic;
    private OpenDeadLetters letters;
    private String topicId = "";
    private long position;
    private volatile double open = Double.NaN;

    FollowedDeadLetters(EventLog events, String topic) {
        this.events = events;
        this.topic = topic;
        this.letters = new OpenDeadLetters(topic);
    }

    String topic() {
        return topic;
    }

    /** How many there are, or NaN while that isn't known; from any thread. */
    double open() {
        return open;
    }

    /**
     * Reads what is new.
     *
     * @throws LogUnavailable where the broker doesn't answer
     * @throws LogTruncated where it has deleted what was to be read
     */
    void follow() {
        LogEnd end = events.deadLettersEnd(topic);
        if (!end.topicId().equals(topicId) || end.offset(0) < position) {
            begin(new OpenDeadLetters(topic));
            topicId = end.topicId();
        }
        read(end.offset(0));
        if (letters.isWorthAgain()) {
            begin(letters.again());
            read(end.offset(0));
        }
        open = letters.size();
    }

    /** The number isn't known any more; what was read is. */
    void forget() {
        open = Double.NaN;
    }

    private void begin(OpenDeadLetters empty) {
        letters = empty;
        position = 0;
    }

    private void read(long end) {
        if (position >= end) {
            return;
        }
        // A consumer for the moment: letters are rare, and an idle one would cost memory and a connection.
        try (LogReader reader = events.deadLetters(topic)) {
            position = Math.max(position, reader.beginning().getOrDefault(0, 0L));
            reader.seek(0, position);
            for (int empty = 0; position < end; empty++) {
                for (ConsumerRecord<byte[], byte[]> letter : reader.poll(POLL)) {
                    letters.take(letter.timestamp(), letter.value());
                    position = letter.offset() + 1;
                    empty = 0;
                }
                if (empty == MOST_EMPTY_POLLS) {
                    throw new LogUnavailable("Kafka gives no record of " + topic + "'s dead letters", null);
                }
            }
        }
    }
}
