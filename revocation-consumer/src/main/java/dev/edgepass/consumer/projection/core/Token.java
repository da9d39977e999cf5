package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.IssuanceEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token grants, as the issuer reads it (docs/read-model.md, {@code token:}). Times are in seconds.
 *
 * @param position claim {@code pos}
 */
public record Token(
        String subject,
        @Nullable String tenant,
        @Nullable String link,
        List<String> paths,
        long position,
        long issuedAt,
        long expiresAt) {
    /** A token counts as one of the last day's that long after its end, and its grant can be read that long after its issue: a day. */
    public static final long KEPT_SECONDS = 86_400;

    public static Token of(IssuanceEvent.Grant grant) {
        return new Token(
                grant.subject(),
                grant.tenant(),
                grant.linkId(),
                grant.paths(),
                grant.position(),
                grant.issuedAt().getEpochSecond(),
                grant.expiresAt().getEpochSecond());
    }

    /** When its grant leaves the read model. */
    public long forgottenAt() {
        return Math.max(expiresAt, issuedAt + KEPT_SECONDS);
    }
}
