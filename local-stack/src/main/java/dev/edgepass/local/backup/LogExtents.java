package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What both logs have at a moment.
 *
 * @param published the position that the edge has, where it answered
 */
record LogExtents(LogExtent control, LogExtent issuance, OptionalLong published) {
    static LogExtents of(LogSource log, OptionalLong published) {
        // In this order, so that no token comes from beyond the control log's end.
        LogExtent issuance = log.extent(Topics.ISSUANCE);
        return new LogExtents(log.extent(Topics.CONTROL), issuance, published);
    }

    LogExtent of(String topic) {
        return topic.equals(Topics.CONTROL) ? control : issuance;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("logs", List.of(control.json(), issuance.json()));
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
                published.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(published.longValue()));
    }
}
