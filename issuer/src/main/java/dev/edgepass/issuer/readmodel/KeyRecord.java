package dev.edgepass.issuer.readmodel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as the consumer keeps it ({@code ep:keys}).
 *
 * @param jwk the public key (RFC 7517)
 * @param state {@code active} or {@code withdrawn}
 */
public record KeyRecord(
        String kid,
        Map<String, String> jwk,
        String state,
        long position,
        @Nullable Instant addedAt) {
    @JsonIgnore
    public boolean isActive() {
        return "active".equals(state);
    }
}
