package dev.edgepass.deadletter;

import dev.edgepass.event.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record of {@code <topic>.dlt}: JSON with {@code topic}, {@code partition}, {@code offset}, and what is said about the record there. */
public sealed interface DeadLetter {
    /** Characters of a reason or a note at most; the rest is cut off. */
    int LONGEST_TEXT = 500;

    /** Bytes of ours at most. */
    int LONGEST = 8_192;

    /** Where it isn't known which time the log gave the record, as in letters of before 0.2. */
    long UNKNOWN_TIME = -1;

    RecordId record();

    /** The record's time in the log, in milliseconds since the epoch: a log that was made anew has another record at that offset. */
    long recordTime();

    /** JSON, UTF-8. */
    byte[] toBytes();

    /** The dead letter topic of {@code topic}. */
    static String topicFor(String topic) {
        return topic + Topics.DEAD_LETTER_SUFFIX;
    }

    /** A projection passed the record over. It may say so again. */
    record PassedOver(RecordId record, long recordTime, String reason) implements DeadLetter {
        public PassedOver {
            reason = cut(reason);
        }

        @Override
        public byte[] toBytes() {
            Map<String, Object> json = json(this);
            json.put("reason", reason);
            return bytes(json);
        }
    }

    /**
     * An operator has decided about the record.
     *
     * @param note where the copy is, or why it was dismissed
     */
    record Settled(RecordId record, long recordTime, Outcome outcome, String note) implements DeadLetter {
        public Settled {
            note = cut(note);
        }

        @Override
        public byte[] toBytes() {
            Map<String, Object> json = json(this);
            json.put("settled", outcome.name().toLowerCase(Locale.ROOT));
            json.put("note", note);
            return bytes(json);
        }
    }

    /** What was decided. */
    enum Outcome {
        /** A copy was appended to the log. */
        RETRIED,
        /** The record stays without effect. */
        DISMISSED
    }

    /**
     * Reads a record of the dead letter topic of {@code topic}.
     *
     * @param value whatever stands there
     * @return empty where it is no letter about a record of {@code topic}
     */
    static Optional<DeadLetter> parse(String topic, byte @Nullable [] value) {
        if (value == null || value.length > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(value);
            if (!topic.equals(json.path("topic").stringValue(""))
                    || !json.path("partition").isIntegralNumber()
                    || !json.path("offset").isIntegralNumber()) {
                return Optional.empty();
            }
            RecordId record = new RecordId(
                    topic,
                    json.path("partition").intValue(),
                    json.path("offset").longValue());
            JsonNode time = json.path("recordTime");
            long recordTime = time.isIntegralNumber() ? time.longValue() : UNKNOWN_TIME;
            JsonNode settled = json.path("settled");
            return Optional.of(
                    settled.isMissingNode()
                            ? new PassedOver(
                                    record, recordTime, json.path("reason").stringValue(""))
                            : new Settled(
                                    record,
                                    recordTime,
                                    Outcome.valueOf(settled.stringValue("").toUpperCase(Locale.ROOT)),
                                    json.path("note").stringValue("")));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> json(DeadLetter letter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topic", letter.record().topic());
        json.put("partition", letter.record().partition());
        json.put("offset", letter.record().offset());
        if (letter.recordTime() != UNKNOWN_TIME) {
            json.put("recordTime", letter.recordTime());
        }
        return json;
    }

    /** As text first: a generator of bytes refuses half a surrogate pair, which a reason may end with. */
    private static byte[] bytes(Map<String, Object> json) {
        return JsonMapper.shared().writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(LONGEST_TEXT, text.length()));
    }
}
