package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the logs have at a moment.
 *
 * @param all in a backup's order; without words and publications where an earlier release has made the topics, or the backup
 * @param published the position that the edge has, where it answered
 */
record LogExtents(List<LogExtent> all, OptionalLong published) {
    LogExtents {
        all = List.copyOf(all);
    }

    static LogExtents of(LogSource log, OptionalLong published) {
        // In this order, so that neither a token nor a publication comes from beyond the control log's end, and no
        // words are missing that a control record names.
        LogExtent issuance = log.extent(Topics.ISSUANCE);
        Optional<LogExtent> publications = ifThere(log, Topics.PUBLICATIONS);
        LogExtent control = log.extent(Topics.CONTROL);
        Optional<LogExtent> words = ifThere(log, Topics.WORDS);
        return new LogExtents(
                Stream.of(Optional.of(control), Optional.of(issuance), words, publications)
                        .flatMap(Optional::stream)
                        .toList(),
                published);
    }

    private static Optional<LogExtent> ifThere(LogSource log, String topic) {
        return log.has(topic) ? Optional.of(log.extent(topic)) : Optional.empty();
    }

    List<String> topics() {
        return all.stream().map(LogExtent::topic).toList();
    }

    LogExtent control() {
        return of(Topics.CONTROL);
    }

    /** That of one of {@link #topics}. */
    LogExtent of(String topic) {
        return all.stream()
                .filter(extent -> extent.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("logs", all.stream().map(LogExtent::json).toList());
        published.ifPresent(position -> json.put("published", position));
        return json;
    }

    /**
     * @throws BackupDamaged where it has other logs
     * @throws tools.jackson.core.JacksonException or {@link IllegalArgumentException} where it has none
     */
    static LogExtents of(JsonNode json) throws BackupDamaged {
        List<LogExtent> all = new ArrayList<>();
        JsonNode logs = json.path("logs");
        for (String topic : Manifest.TOPICS) {
            JsonNode next = logs.path(all.size());
            if (!Manifest.OPTIONAL.contains(topic)
                    || next.path("topic").asString("").equals(topic)) {
                all.add(LogExtent.of(next, topic));
            }
        }
        if (all.size() != logs.size()) {
            throw new BackupDamaged("has other logs than " + String.join(", ", Manifest.TOPICS) + ".");
        }
        JsonNode published = json.path("published");
        return new LogExtents(
                all, published.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(published.longValue()));
    }
}
