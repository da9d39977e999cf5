package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.event.ControlEvent.EpochBegan;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.publication.KnownAtEdge;
import dev.edgepass.publication.KnownAtEdge.Between;
import dev.edgepass.publication.KnownAtEdge.Unknown;
import dev.edgepass.publication.Publications;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** When the edge knew the events of a control log, by the publications topic, as text. Not thread-safe. */
final class EdgeKnowledge {
    private final Publications publications = new Publications();
    private final String topicId;

    /** @param topicId of the control log */
    EdgeKnowledge(String topicId) {
        this.topicId = topicId;
    }

    /** Takes an event of the control log that says something about positions before it. */
    void add(EpochBegan event) {
        publications.add(event, topicId);
    }

    /**
     * Reads the topic.
     *
     * @param err gets a sentence where Kafka doesn't give it; nothing is known then
     */
    void read(EventLog log, EventReader reader, PrintStream err) {
        try (LogReader topic = log.publications(null)) {
            LogScan.all(topic, message -> take(message, reader));
        } catch (LogUnavailable | CannotRun e) {
            err.println("When the edge knew what isn't told: " + e.getMessage());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message, EventReader reader) {
        try {
            publications.add(reader.publication(message).data());
        } catch (UnreadableEventException e) {
            // What it would tell is missing: a gap.
        }
    }

    /** Such as {@code 2026-11-30T10:00:00Z/2026-11-30T10:00:05.2Z}, an interval of ISO 8601, or {@code unknown: gap}. */
    String of(long position) {
        KnownAtEdge known = publications.of(topicId, position);
        if (known instanceof Between between) {
            return Instant.ofEpochMilli(between.notBefore()) + "/" + Instant.ofEpochMilli(between.atTheLatest());
        }
        return "unknown: "
                + ((Unknown) known).reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
