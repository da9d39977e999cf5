package dev.edgepass.local.dlt;

import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.EventType;
import dev.edgepass.local.backup.LogRecord;
import dev.edgepass.local.text.PrintableText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record for a person or a script, printable and bounded whatever its bytes are.
 *
 * @param headersLeftOut how many more headers it has
 * @param size of its data, in bytes
 * @param passedOver the reason of the open letter about it, empty where there is none
 * @param readable whether today's readers can read it
 * @param today what they make of it
 */
public record RecordText(
        RecordId id,
        Instant time,
        String key,
        List<Header> headers,
        int headersLeftOut,
        int size,
        String data,
        String passedOver,
        boolean readable,
        String today) {
    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_HEADERS = 30;
    private static final int BYTES_AS_HEX = 64;

    /** Hashes of secrets, where the data are JSON enough that they can be told. */
    private static final Pattern HASHES = Pattern.compile("(\"(?:secretHash|passwordHash)\"\\s*:\\s*\")[^\"]*");

    /** A header of the record. */
    public record Header(String name, String value) {}

    /**
     * Looks the record up; empty where the log has none there.
     *
     * @param passedOver the reason of the open letter about it, if there is one
     */
    public static Optional<RecordText> of(LogRecords log, RecordId id, Optional<String> passedOver) {
        return log.find(id).map(found -> of(found, passedOver.orElse("")));
    }

    private static RecordText of(FoundRecord found, String passedOver) {
        LogRecord message = found.message();
        byte[] value = message.value();
        return new RecordText(
                found.id(),
                Instant.ofEpochMilli(message.timestamp()),
                bytes(message.key(), LONGEST_NAME),
                message.headers().stream()
                        .limit(MOST_HEADERS)
                        .map(header -> new Header(
                                PrintableText.of(header.name(), LONGEST_NAME), bytes(header.value(), LONGEST_NAME)))
                        .toList(),
                Math.max(0, message.headers().size() - MOST_HEADERS),
                value == null ? 0 : value.length,
                bytes(value, LONGEST_TEXT),
                PrintableText.of(passedOver, LONGEST_TEXT),
                found.isReadable(),
                today(found));
    }

    /** The members of {@code dlt show --json}, in reading order. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("record", id.toString());
        json.put("time", time.toString());
        json.put("key", key);
        json.put("headers", headers);
        json.put("headersLeftOut", headersLeftOut);
        json.put("size", size);
        json.put("data", data);
        json.put("passedOver", passedOver);
        json.put("readable", readable);
        json.put("today", today);
        return json;
    }

    /** The lines of {@code dlt show}. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("record   " + id, "time     " + time, "key      " + key));
        headers.forEach(header -> lines.add("header   " + header.name() + ": " + header.value()));
        if (headersLeftOut > 0) {
            lines.add("         and " + headersLeftOut + " more headers");
        }
        lines.add("size     " + size + " bytes");
        lines.add("data     " + data);
        lines.add("letter   " + (passedOver.isEmpty() ? "none is open about this record" : passedOver));
        lines.add("today    " + (readable ? "can be read: " : "can't be read: ") + today);
        return lines;
    }

    private static String today(FoundRecord found) {
        if (!found.isReadable()) {
            return PrintableText.of(found.refusal(), LONGEST_TEXT);
        }
        return found.event() == null
                ? "words of a link, or their erasure"
                : EventType.of(found.event().data()).ceType() + ", id "
                        + PrintableText.of(found.event().id(), LONGEST_NAME) + ", from "
                        + PrintableText.of(found.event().source(), LONGEST_NAME);
    }

    private static String bytes(byte @Nullable [] value, int longest) {
        if (value == null) {
            return "none";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            return PrintableText.of(HASHES.matcher(text).replaceAll("$1..."), longest);
        } catch (CharacterCodingException e) {
            byte[] first = Arrays.copyOf(value, Math.min(value.length, BYTES_AS_HEX));
            return "not UTF-8, in hex " + HexFormat.of().formatHex(first)
                    + (value.length > first.length ? "... (" + (value.length - first.length) + " bytes more)" : "");
        }
    }
}
