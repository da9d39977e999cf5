package dev.edgepass.issuer.readmodel;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A share link as the consumer keeps it ({@code ep:link:<id>}).
 *
 * @param passwordHash Argon2id, peppered
 * @param allowedOrigins empty means any
 * @param maxViewers null is no limit
 * @param recipient whom it is meant for
 * @param group id of what it has in common with the links made together with it
 * @param position of its creation, which all links of a group share
 * @param changedAtPosition of the last record that changed its terms or state; null where none did
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
        @Nullable Integer maxViewers,
        @Nullable String recipient,
        @Nullable String group,
        State state,
        long position,
        @Nullable Long changedAtPosition,
        @Nullable Instant narrowedAt,
        @Nullable Instant closedAt) {
    public LinkRecord {
        paths = List.copyOf(paths);
        allowedOrigins = allowedOrigins == null ? List.of() : List.copyOf(allowedOrigins);
    }

    /** Without its terms: the password's hash is one of them. */
    @Override
    public String toString() {
        return "LinkRecord[" + id + ", " + state + ", " + version() + "]";
    }

    /** The position of the link's last change, its creation included: what its ETag says. */
    public long version() {
        return changedAtPosition == null ? position : changedAtPosition;
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
