package dev.edgepass.local.dlt;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.OpenDeadLetters;
import dev.edgepass.deadletter.OpenDeadLetters.Open;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.local.backup.LogExtent;
import dev.edgepass.local.backup.LogSource;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the dead letter topics say.
 *
 * @param open by topic, first set aside first
 * @param isCutShort whether there may be more open ones
 * @param foreign records that are no letters
 */
public record DeadLetterTopics(List<Open> open, boolean isCutShort, long foreign) {
    public DeadLetterTopics {
        open = List.copyOf(open);
    }

    /**
     * Reads them all to their present end.
     *
     * @throws StartFailure where Kafka doesn't give them
     */
    public static DeadLetterTopics read(LogSource log) {
        List<Open> open = new ArrayList<>();
        boolean isCutShort = false;
        long foreign = 0;
        for (String topic : RecordId.TOPICS) {
            OpenDeadLetters letters = read(log, topic);
            open.addAll(letters.open());
            isCutShort |= letters.isCutShort();
            foreign += letters.foreign();
        }
        return new DeadLetterTopics(open, isCutShort, foreign);
    }

    /** The open letter about {@code record}. */
    public Optional<Open> about(RecordId record) {
        return open.stream().filter(letter -> letter.record().equals(record)).findFirst();
    }

    /** @param topic whose records were passed over */
    public static OpenDeadLetters read(LogSource log, String topic) {
        LogExtent extent = log.extent(DeadLetter.topicFor(topic));
        OpenDeadLetters letters = take(log, extent, new OpenDeadLetters(topic));
        return letters.isWorthAgain() ? take(log, extent, letters.again()) : letters;
    }

    /**
     * Gives every letter with its time, repeated pointers and decisions too: by topic, in their order.
     *
     * @throws StartFailure where Kafka doesn't give them
     */
    public static void readAll(LogSource log, BiConsumer<Instant, DeadLetter> letters) {
        for (String topic : RecordId.TOPICS) {
            LogExtent extent = log.extent(DeadLetter.topicFor(topic));
            read(
                    log,
                    extent,
                    message -> DeadLetter.parse(topic, message.value())
                            .ifPresent(letter -> letters.accept(Instant.ofEpochMilli(message.timestamp()), letter)));
        }
    }

    private static OpenDeadLetters take(LogSource log, LogExtent extent, OpenDeadLetters letters) {
        read(log, extent, message -> letters.take(message.timestamp(), message.value()));
        return letters;
    }

    private static void read(LogSource log, LogExtent extent, LogSource.Taker letters) {
        try {
            log.read(extent, letters);
        } catch (IOException e) {
            throw new StartFailure("Can't read " + extent.topic() + ".", e);
        }
    }
}
