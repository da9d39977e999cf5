package dev.edgepass.issuer.readmodel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as the consumer keeps it ({@code ep:keys}, docs/read-model.md).
 *
 * @param jwk the public key (RFC 7517)
 * @param state {@code next}, {@code active}, {@code retiring} or {@code withdrawn}
 * @param position of the record that announced it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyRecord(
        String kid,
        Map<String, String> jwk,
        String state,
        long position,
        @Nullable Instant addedAt,
        @Nullable Long activatedAtPosition,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawReason) {
    @JsonIgnore
    public boolean isNext() {
        return "next".equals(state);
    }

    @JsonIgnore
    public boolean isActive() {
        return "active".equals(state);
    }

    @JsonIgnore
    public boolean isRetiring() {
        return "retiring".equals(state);
    }

    @JsonIgnore
    public boolean isWithdrawn() {
        return "withdrawn".equals(state);
    }

    /** The position with which it came into use; of a key that an older consumer wrote, that of its announcement; 0 where it never did. */
    public long activation() {
        if (activatedAtPosition != null) {
            return activatedAtPosition;
        }
        return isActive() ? position : 0;
    }
}
