package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.EventText;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UnknownEventException;
import dev.edgepass.event.UnreadableEventException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code replay --list}: the events of control and issuance in the order of their times, and when the edge knew the former; the newest {@code limit} of those asked for. {@code err} gets the number left
 * out, the records that this build can't read, and the offset where the log is held. For one run.
 */
final class EventListing {
    private static final double NANOS = 1e9;

    private final EventLog log;
    private final EventReader reader;
    private final ColdTier cold;
    private final PrintStream out;
    private final PrintStream err;
    private final JsonMapper json = new JsonMapper();
    private long unread;
    private @Nullable String held;

    /** An event to be printed, with where the log has it. */
    private record Line(Instant time, String topic, int partition, long offset, Map<String, Object> fields) {
        static final Comparator<Line> IN_ORDER = Comparator.comparing(Line::time)
                .thenComparing(Line::topic)
                .thenComparing(Line::partition)
                .thenComparing(Line::offset);

        Line withKnowledge(EdgeKnowledge edge) {
            if (topic.equals(Topics.CONTROL)) {
                fields.put("knownAtEdge", edge.of(offset + 1));
            }
            return this;
        }

        Line with(WordsFound words) {
            return new Line(time, topic, partition, offset, words.in(fields));
        }
    }

    EventListing(EventLog log, EventReader reader, ColdTier cold, PrintStream out, PrintStream err) {
        this.log = log;
        this.reader = reader;
        this.cold = cold;
        this.out = out;
        this.err = err;
    }

    int run(ReplayOptions options) {
        PriorityQueue<Line> newest = new PriorityQueue<>(Line.IN_ORDER);
        AtomicLong found = new AtomicLong();
        EdgeKnowledge edge;
        try (LogReader control = log.control();
                LogReader issuance = log.issuance()) {
            String topicId = control.end().topicId();
            edge = new EdgeKnowledge(topicId);
            long begin = System.nanoTime();
            Optional<Mention> mention = options.link().flatMap(Mention::of);
            long[] records = {0};
            LogScan.all(control, message -> {
                records[0]++;
                keep(line(message, topicId, edge), options, newest, found);
            });
            LogScan.joined(issuance, cold, message -> {
                records[0]++;
                if (mention.map(wanted -> wanted.mayBeIn(message)).orElse(true)) {
                    keep(line(message, topicId, edge), options, newest, found);
                }
            });
            if (options.time()) {
                double seconds = (System.nanoTime() - begin) / NANOS;
                err.printf(
                        Locale.ROOT,
                        "Read %,d records in %.2f s: %,.0f records/s.%n",
                        records[0],
                        seconds,
                        records[0] / seconds);
            }
        }
        WordsFound words;
        try (LogReader written = log.words(null)) {
            words = WordsFound.of(newest.stream().map(Line::fields).toList(), written, reader);
        }
        edge.read(log, reader, err);
        newest.stream()
                .sorted(Line.IN_ORDER)
                .map(line -> line.with(words).withKnowledge(edge))
                .forEach(line -> print(line, options.json()));
        if (found.get() > newest.size()) {
            err.printf(
                    Locale.ROOT,
                    "These are the newest %d of %d events: --limit %d lists all.%n",
                    newest.size(),
                    found.get(),
                    found.get());
        }
        if (options.link().isPresent() && unread > 0) {
            err.printf(
                    Locale.ROOT,
                    "Of %d records this build can't tell whether they are about that link: --list without --link has"
                            + " them.%n",
                    unread);
        }
        if (held != null) {
            err.println(
                    "The log is " + held + ". From there on nothing is in force by this build, though it is listed.");
        }
        return 0;
    }

    private Line line(ConsumerRecord<byte[], byte[]> message, String controlTopicId, EdgeKnowledge edge) {
        Map<String, Object> fields;
        Instant time = Instant.ofEpochMilli(message.timestamp());
        try {
            LoggedEvent<? extends EdgepassEvent> event =
                    message.topic().equals(Topics.CONTROL) ? reader.control(message) : reader.issuance(message);
            fields = EventText.fields(event);
            time = event.time();
            if (event.data() instanceof ControlEvent.EpochBegan epoch) {
                edge.add(epoch);
            }
        } catch (UnknownEventException e) {
            boolean passedOver = message.topic().equals(Topics.ISSUANCE)
                    || reader.passOver().names(controlTopicId, message.offset());
            if (!passedOver && held == null) {
                held = RecordHeld.reason(controlTopicId, message.offset(), e.type());
            }
            fields = unread(passedOver ? "passed-over" : "held", e);
        } catch (UnreadableEventException e) {
            fields = unread("unreadable", e);
        }
        return new Line(time, message.topic(), message.partition(), message.offset(), fields);
    }

    private Map<String, Object> unread(String type, UnreadableEventException failure) {
        unread++;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("reason", String.valueOf(failure.getMessage()));
        return fields;
    }

    private static void keep(Line line, ReplayOptions options, PriorityQueue<Line> newest, AtomicLong found) {
        if (options.link().map(link -> EventText.names(line.fields(), link)).orElse(true)) {
            found.incrementAndGet();
            newest.add(line);
            if (newest.size() > options.limit()) {
                newest.remove();
            }
        }
    }

    private void print(Line line, boolean asJson) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("topic", line.topic());
        members.put("partition", line.partition());
        members.put("offset", line.offset());
        members.putAll(line.fields());
        if (asJson) {
            out.println(json.writeValueAsString(members));
            return;
        }
        out.println(line.topic() + "-" + line.partition() + "@" + line.offset() + "\t" + line.time() + "\t"
                + line.fields().get("type") + "\t"
                + line.fields().entrySet().stream()
                        .filter(field -> !field.getKey().equals("time")
                                && !field.getKey().equals("type"))
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("\t")));
    }
}
