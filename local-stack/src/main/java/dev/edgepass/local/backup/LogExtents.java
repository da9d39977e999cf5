package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What the logs have at a moment.
 *
 * @param words {@link LogExtent#isMissing} in a backup of an earlier release
 * @param published the position that the edge has, where it answered
 */
record LogExtents(LogExtent control, LogExtent issuance, LogExtent words, OptionalLong published) {
    static LogExtents of(LogSource log, OptionalLong published) {
        // In this order, so that no token comes from beyond the control log's end, and no words are missing that a
        // control record names.
        LogExtent issuance = log.extent(Topics.ISSUANCE);
        LogExtent control = log.extent(Topics.CONTROL);
        return new LogExtents(control, issuance, log.extent(Topics.WORDS), published);
    }

    LogExtent of(String topic) {
        return switch (topic) {
            case Topics.CONTROL -> control;
            case Topics.WORDS -> words;
            default -> issuance;
        };
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("logs", List.of(control.json(), issuance.json(), words.json()));
        published.ifPresent(position -> json.put("published", position));
        return json;
    }

    /**
     * @throws BackupDamaged where it has other logs
     * @throws tools.jackson.core.JacksonException or {@link IllegalArgumentException} where it has none
     */
    static LogExtents of(JsonNode json) throws BackupDamaged {
        JsonNode published = json.path("published");
        return new LogExtents(
                LogExtent.of(json.path("logs").path(0), Topics.CONTROL),
                LogExtent.of(json.path("logs").path(1), Topics.ISSUANCE),
                json.path("logs").size() < 3
                        ? LogExtent.missing(Topics.WORDS)
                        : LogExtent.of(json.path("logs").path(2), Topics.WORDS),
                published.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(published.longValue()));
    }
}
