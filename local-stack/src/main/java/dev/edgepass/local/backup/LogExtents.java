package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
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
 * @param publications empty where an earlier version has made the topics, or the backup
 * @param published the position that the edge has, where it answered
 */
record LogExtents(LogExtent control, LogExtent issuance, Optional<LogExtent> publications, OptionalLong published) {
    static LogExtents of(LogSource log, OptionalLong published) {
        // In this order, so that neither a token nor a publication comes from beyond the control log's end.
        LogExtent issuance = log.extent(Topics.ISSUANCE);
        Optional<LogExtent> publications =
                log.has(Topics.PUBLICATIONS) ? Optional.of(log.extent(Topics.PUBLICATIONS)) : Optional.empty();
        return new LogExtents(log.extent(Topics.CONTROL), issuance, publications, published);
    }

    /** In a backup's order. */
    private List<LogExtent> all() {
        return Stream.concat(Stream.of(control, issuance), publications.stream())
                .toList();
    }

    List<String> topics() {
        return all().stream().map(LogExtent::topic).toList();
    }

    /** That of one of {@link #topics}. */
    LogExtent of(String topic) {
        return all().stream()
                .filter(extent -> extent.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("logs", all().stream().map(LogExtent::json).toList());
        published.ifPresent(position -> json.put("published", position));
        return json;
    }

    /**
     * @throws BackupDamaged where it has other logs
     * @throws tools.jackson.core.JacksonException or {@link IllegalArgumentException} where it has none
     */
    static LogExtents of(JsonNode json) throws BackupDamaged {
        JsonNode published = json.path("published");
        Optional<JsonNode> publications = json.path("logs")
                .valueStream()
                .filter(log -> log.path("topic").asString("").equals(Topics.PUBLICATIONS))
                .findFirst();
        return new LogExtents(
                LogExtent.of(json.path("logs").path(0), Topics.CONTROL),
                LogExtent.of(json.path("logs").path(1), Topics.ISSUANCE),
                publications.isPresent()
                        ? Optional.of(LogExtent.of(publications.get(), Topics.PUBLICATIONS))
                        : Optional.empty(),
                published.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(published.longValue()));
    }
}
