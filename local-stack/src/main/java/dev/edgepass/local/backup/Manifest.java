package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup says of itself, {@code manifest.json}.
 *
 * @param product that wrote it, with its version
 * @param published the position that the edge had, where it answered
 */
public record Manifest(String product, Instant at, LogExtent control, LogExtent issuance, OptionalLong published) {
    static final int FORMAT = 1;

    /** The logs that a backup has, in its order. */
    static final List<String> TOPICS = List.of(Topics.CONTROL, Topics.ISSUANCE);

    private static final Pattern PRODUCT = Pattern.compile("[\\x20-\\x7e]{1,100}");
    private static final JsonMapper JSON = JsonMapper.shared();

    LogExtent extent(String topic) {
        return topic.equals(Topics.CONTROL) ? control : issuance;
    }

    byte[] toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("product", product);
        json.put("at", at.toString());
        json.put("logs", List.of(extent(control), extent(issuance)));
        published.ifPresent(position -> json.put("published", position));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    private static Map<String, Object> extent(LogExtent extent) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topic", extent.topic());
        json.put("topicId", extent.topicId());
        List<Map<String, Long>> partitions = new ArrayList<>();
        for (LogExtent.Partition partition : extent.partitions()) {
            Map<String, Long> offsets = new LinkedHashMap<>();
            offsets.put("first", partition.first());
            offsets.put("end", partition.end());
            partitions.add(offsets);
        }
        json.put("partitions", partitions);
        return json;
    }

    /**
     * @throws BackupDamaged where it isn't one, or a later format's
     */
    static Manifest of(byte[] bytes) throws BackupDamaged {
        try {
            JsonNode json = JSON.readTree(bytes);
            int format = json.path("format").intValue();
            String product = json.path("product").stringValue();
            if (!PRODUCT.matcher(product).matches()) {
                throw new BackupDamaged("has a manifest that can't be read.");
            }
            if (format != FORMAT) {
                throw new BackupDamaged("has format " + format + " (expected: " + FORMAT + "): restore it with the"
                        + " Edgepass that wrote it, " + product + ".");
            }
            JsonNode published = json.path("published");
            return new Manifest(
                    product,
                    Instant.parse(json.path("at").stringValue()),
                    extent(json.path("logs").path(0), Topics.CONTROL, 1),
                    extent(json.path("logs").path(1), Topics.ISSUANCE, Topics.ISSUANCE_PARTITIONS),
                    published.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(published.longValue()));
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
            throw new BackupDamaged("has a manifest that can't be read.");
        }
    }

    private static LogExtent extent(JsonNode json, String topic, int partitions) throws BackupDamaged {
        List<LogExtent.Partition> found = new ArrayList<>();
        for (JsonNode partition : json.path("partitions")) {
            found.add(new LogExtent.Partition(
                    partition.path("first").longValue(), partition.path("end").longValue()));
        }
        if (!json.path("topic").stringValue().equals(topic) || found.size() != partitions) {
            throw new BackupDamaged("has another log than " + topic + " with " + partitions + " partitions.");
        }
        return new LogExtent(topic, json.path("topicId").stringValue(), found);
    }
}
