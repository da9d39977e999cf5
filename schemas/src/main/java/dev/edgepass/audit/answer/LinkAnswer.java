package dev.edgepass.audit.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /links/{id}}.
 *
 * @param state {@code open}, {@code suspended}, {@code closed}, {@code blocked}, {@code expired} or {@code not-yet-active}
 * @param because the records that decide
 * @param timeline every record of the link's life and what the clock did, or the last 1,000
 */
public record LinkAnswer(
        Link link,
        Moment at,
        String state,
        List<AuditEvent> because,
        List<TimelineEntry> timeline,
        Tokens tokens,
        Map<String, Long> indexed) {
    /**
     * The link on its terms of then. What a person wrote isn't on the log.
     *
     * @param upload whether it takes files, and opens nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Link(
            String id,
            Instant createdAt,
            String createdBy,
            @Nullable String tenant,
            @Nullable String group,
            List<String> paths,
            @Nullable Instant activatesAt,
            @Nullable Instant expiresAt,
            boolean allowDownload,
            boolean password,
            List<String> allowedOrigins,
            @Nullable Integer maxViewers,
            boolean upload) {}

    /**
     * Tokens from it.
     *
     * @param issued up to the moment
     * @param endedAt when it last stopped being open before the moment; null where it was open
     * @param issuedAfterEnd of these, after that; 0 where it was open
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tokens(long issued, @Nullable Instant endedAt, long issuedAfterEnd) {}
}
