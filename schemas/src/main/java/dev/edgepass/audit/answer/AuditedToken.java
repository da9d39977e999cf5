package dev.edgepass.audit.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /tokens/{jti}}.
 *
 * @param path that was asked for; null where the token was asked about by itself
 * @param because the records that decide at the issuer
 * @param timeline from the token's issue to its end, or to the last 1,000 changes
 */
public record AuditedToken(
        Token token,
        Moment at,
        @Nullable String path,
        AtIssuer atIssuer,
        AtEdge atEdge,
        List<AuditEvent> because,
        List<TimelineEntry> timeline,
        Map<String, Long> indexed) {
    /**
     * What was signed.
     *
     * @param position claim {@code pos}
     * @param previous the token that it renewed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Token(
            String jti,
            String subject,
            @Nullable String tenant,
            @Nullable String link,
            List<String> paths,
            boolean downloadAllowed,
            Instant issuedAt,
            Instant expiresAt,
            long position,
            String kid,
            @Nullable String previous,
            EventRef issued) {}

    /**
     * As the log has it.
     *
     * @param verdict {@code granted} or {@code refused}
     * @param reason {@code expired}, {@code not-yet-valid}, {@code revoked}, {@code blocked}, {@code out-of-scope} or {@code unknown-key}; null where granted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AtIssuer(String verdict, @Nullable String reason) {}

    /**
     * What follows from what the edge's locations knew at that moment, by what publishers recorded. What a location decided isn't recorded, nor whether it knew enough to grant anything.
     *
     * @param verdict {@code granted} where no location knew anything that refuses it; {@code refused} where no location could grant it; {@code either} where some locations may already have
     *     known a change that others didn't; {@code unknown}
     * @param reason why it is refused, or unknown
     * @param from with {@code either}: since when
     * @param until with {@code either}: from when on all decide alike; null where that isn't recorded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AtEdge(
            String verdict,
            @Nullable String reason,
            @Nullable Instant from,
            @Nullable Instant until) {}
}
