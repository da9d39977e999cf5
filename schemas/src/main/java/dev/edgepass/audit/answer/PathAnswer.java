package dev.edgepass.audit.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /paths}: what opened a file at a moment, at the issuer.
 *
 * @param links that were open; tokens came of them as long as nothing refuses the file itself
 * @param tokens that were granted the file
 * @param next the cursor of the next page, which may have fewer entries than asked for; null where there is none
 */
public record PathAnswer(
        String path,
        Moment at,
        List<Link> links,
        List<Token> tokens,
        @Nullable String next,
        Map<String, Long> indexed) {
    /**
     * A link.
     *
     * @param because the records that decide
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Link(String id, String createdBy, String state, List<EventRef> because) {}

    /** A token. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Token(
            String jti, String subject, @Nullable String link, Instant issuedAt, Instant expiresAt, EventRef issued) {}
}
