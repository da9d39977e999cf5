package dev.edgepass.readmodel;

import dev.edgepass.event.IssuanceEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token grants ({@link Keys#token}); its {@code jti} is in the key alone. Times are seconds since the epoch.
 *
 * @param position claim {@code pos}
 */
public record TokenRecord(
        String subject,
        @Nullable String tenant,
        @Nullable String link,
        List<String> paths,
        long position,
        long issuedAt,
        long expiresAt) {
    /** A token counts as one of the last day's that long after its end, and its grant can be read that long after its issue: a day. */
    public static final long KEPT_SECONDS = 86_400;

    public static TokenRecord of(IssuanceEvent.Grant grant) {
        return new TokenRecord(
                grant.subject(),
                grant.tenant(),
                grant.linkId(),
                grant.paths(),
                grant.position(),
                grant.issuedAt().getEpochSecond(),
                grant.expiresAt().getEpochSecond());
    }

    public boolean isLive(Instant now) {
        return expiresAt > now.getEpochSecond();
    }

    /** When its grant leaves the read model. */
    public long forgottenAt() {
        return Math.max(expiresAt, issuedAt + KEPT_SECONDS);
    }
}
