package dev.edgepass.audit;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.tlog.EntryBundle;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as a leaf of a log: one line of JSON in UTF-8 without its line feed, whose bytes are a function of the record alone (docs/audit.md).
 *
 * <p>{@code {"v":1,"offset":4711,"time":"2026-11-30T10:00:00.000Z","headers":{"ce_id":".."},"key":"..","value":{..}}}: the value's own bytes, never written anew. A part that
 * can't stand there is named instead, such as {@code "valueSha256":"<hex>","valueSize":n}, and its bytes are a blob: a value that isn't JSON in one line of UTF-8 or says
 * {@code null}, which is how no value is said; a key that isn't UTF-8; and the value, then the headers, then the key, while the line is too long.
 *
 * @param line at most 65,535 bytes
 * @param blobs what the line names, to be put before it
 */
public record Leaf(byte[] line, List<Blob> blobs) {
    /** Three digits of milliseconds always. */
    static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    public static Leaf of(ArchivedRecord message) {
        Part headers = Part.of(LeafHeaders.write(message.headers()));
        Part key = key(message.key());
        Part value = value(message.value());
        for (int tries = 0; ; tries++) {
            byte[] line = line(message, headers, key, value);
            if (line.length <= EntryBundle.LONGEST_ENTRY) {
                List<Blob> blobs = new ArrayList<>();
                for (Part part : List.of(value, headers, key)) {
                    if (part.blob() != null) {
                        blobs.add(part.blob());
                    }
                }
                return new Leaf(line, List.copyOf(blobs));
            }
            switch (tries) {
                case 0 -> value = value.named(message.value());
                case 1 -> headers = headers.named(headers.json());
                default -> key = key.named(message.key());
            }
        }
    }

    /**
     * A member of the line: its JSON, or the blob that it names.
     */
    private record Part(byte[] json, @Nullable Blob blob) {
        static Part of(byte[] json) {
            return new Part(json, null);
        }

        static Part named(byte[] bytes, Blob blob) {
            return new Part(bytes, blob);
        }

        /** Named, where there is something to name. */
        Part named(byte @Nullable [] bytes) {
            return blob != null || bytes == null ? this : new Part(json, Blob.of(bytes));
        }

        void write(String name, ByteArrayOutputStream line) {
            if (blob == null) {
                line.writeBytes(Utf8.encode(",\"" + name + "\":"));
                line.writeBytes(json);
            } else {
                line.writeBytes(Utf8.encode(",\"" + name + "Sha256\":\"" + blob.sha256() + "\",\"" + name + "Size\":"
                        + blob.bytes().length));
            }
        }
    }

    private static byte[] line(ArchivedRecord message, Part headers, Part key, Part value) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(Utf8.encode("{\"v\":1,\"offset\":" + message.offset() + ",\"time\":\""
                + TIME.format(Instant.ofEpochMilli(message.timestamp())) + '"'));
        headers.write("headers", line);
        key.write("key", line);
        value.write("value", line);
        line.write('}');
        return line.toByteArray();
    }

    private static Part key(byte @Nullable [] key) {
        if (key == null) {
            return Part.of(LeafReader.NULL);
        }
        try {
            return Part.of(Utf8.encode(LeafHeaders.quoted(Utf8.decode(key))));
        } catch (MalformedException e) {
            return Part.named(LeafReader.NULL, Blob.of(key));
        }
    }

    private static Part value(byte @Nullable [] value) {
        if (value == null) {
            return Part.of(LeafReader.NULL);
        }
        boolean isLine = JsonLine.isValue(value, 0, value.length) && !LeafReader.saysNull(value, 0, value.length);
        return isLine ? Part.of(value) : Part.named(LeafReader.NULL, Blob.of(value));
    }
}
