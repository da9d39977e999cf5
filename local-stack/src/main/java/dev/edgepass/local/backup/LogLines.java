package dev.edgepass.local.backup;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as a line of JSON: {@code partition}, {@code offset}, {@code timestamp}, {@code key}, {@code value}, {@code headers}. Bytes are a text where they are
 * UTF-8, else {@code {"base64": ...}}. Stateless.
 */
final class LogLines {
    /** Bytes; the largest record has about a million. */
    static final int LONGEST = 4 << 20;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> MEMBERS = Set.of("partition", "offset", "timestamp", "key", "value", "headers");
    private static final String BASE64 = "base64";

    private LogLines() {}

    /** Without the line's end. */
    static byte[] encode(LogRecord message) {
        ObjectNode line = JSON.createObjectNode()
                .put("partition", message.partition())
                .put("offset", message.offset())
                .put("timestamp", message.timestamp());
        line.set("key", node(message.key()));
        line.set("value", node(message.value()));
        ArrayNode headers = line.putArray("headers");
        message.headers()
                .forEach(header -> headers.addArray().add(header.name()).add(node(header.value())));
        return JSON.writeValueAsBytes(line);
    }

    /**
     * @throws BackupDamaged where it isn't a record's line
     */
    static LogRecord decode(byte[] line) throws BackupDamaged {
        try {
            JsonNode json = JSON.readTree(line);
            if (!json.isObject() || !Set.copyOf(json.propertyNames()).equals(MEMBERS)) {
                throw new BackupDamaged("has a line in a log that is no record.");
            }
            List<LogRecord.Header> headers = new ArrayList<>();
            for (JsonNode header : json.get("headers").asArray()) {
                if (header.size() != 2) {
                    throw new BackupDamaged("has a record with a header that is none.");
                }
                headers.add(new LogRecord.Header(header.get(0).stringValue(), bytes(header.get(1))));
            }
            return new LogRecord(
                    json.get("partition").intValue(),
                    json.get("offset").longValue(),
                    json.get("timestamp").longValue(),
                    bytes(json.get("key")),
                    bytes(json.get("value")),
                    headers);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BackupDamaged("has a line in a log that is no record.");
        }
    }

    private static @Nullable JsonNode node(byte @Nullable [] bytes) {
        if (bytes == null) {
            return JSON.nullNode();
        }
        try {
            return JSON.getNodeFactory()
                    .stringNode(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            return JSON.createObjectNode().put(BASE64, Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static byte @Nullable [] bytes(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        return node.isObject()
                ? Base64.getDecoder().decode(node.path(BASE64).stringValue())
                : node.stringValue().getBytes(StandardCharsets.UTF_8);
    }
}
