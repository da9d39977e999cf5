package dev.edgepass.issuer.readmodel;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A share link as the consumer keeps it ({@code ep:link:<id>}).
 *
 * @param allowedOrigins empty means any
 * @param position of its creation
 * @param narrowedAt time of the last edit that moved the link's cutoff
 */
public record LinkRecord(
        String id,
        @Nullable String label,
        @Nullable String tenant,
        List<String> paths,
        Instant createdAt,
        String createdBy,
        @Nullable Instant activatesAt,
        @Nullable Instant expiresAt,
        @Nullable String passwordHash,
        boolean allowDownload,
        @Nullable List<String> allowedOrigins,
        State state,
        long position,
        @Nullable Instant narrowedAt,
        @Nullable Instant closedAt) {
    public LinkRecord {
        paths = List.copyOf(paths);
        allowedOrigins = allowedOrigins == null ? List.of() : List.copyOf(allowedOrigins);
    }

    /** The link's own life; a revocation aimed at it is in its handle's state. */
    public enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("suspended")
        SUSPENDED,
        @JsonProperty("closed")
        CLOSED,
        /** One of a later version: it grants nothing. */
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
