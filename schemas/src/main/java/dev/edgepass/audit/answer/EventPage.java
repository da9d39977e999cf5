package dev.edgepass.audit.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /events}.
 *
 * @param events ascending by time, log and offset
 * @param next the cursor of the next page, which may have fewer events than asked for; null where there is none
 * @param indexed by log, how many of its records were looked at
 */
public record EventPage(List<AuditEvent> events, @Nullable String next, Map<String, Long> indexed) {}
